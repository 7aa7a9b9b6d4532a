import { assert, assertEquals, assertLess } from "@std/assert";
import { blocksByWork, evenBlocks } from "../../../lib/recommend/engine/blocks.ts";

Deno.test("blocks by work cover all rows in order, and none has much more than its share", () => {
  const work = (row: number) => 1 + (row * 7919) % 100;
  const starts = [...blocksByWork(10_000, work, 50)];
  assertEquals([starts[0], starts.at(-1)], [0, 10_000]);
  let total = 0;
  for (let row = 0; row < 10_000; row++) total += work(row);
  for (const [block, from] of starts.slice(0, -1).entries()) {
    const to = starts[block + 1] ?? NaN;
    assert(from < to);
    let sum = 0;
    for (let row = from; row < to; row++) sum += work(row);
    assertLess(sum, total / 50 + 16 * 100);
  }
  assert(starts.length <= 51);
});

Deno.test("a row of more work than a share ends its block", () => {
  const starts = blocksByWork(100, (row) => row === 40 ? 1e6 : 1, 10);
  assert(starts.includes(41));
});

Deno.test("no rows are no blocks", () => {
  assertEquals([...blocksByWork(0, () => 1, 10)], [0]);
  assertEquals([...evenBlocks(0, 10, 5)], [0]);
});

Deno.test("even blocks have at least the least", () => {
  assertEquals([...evenBlocks(10, 4, 1)], [0, 3, 6, 9, 10]);
  assertEquals([...evenBlocks(10, 4, 6)], [0, 6, 10]);
});
