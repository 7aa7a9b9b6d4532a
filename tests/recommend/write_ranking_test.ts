import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { parse } from "@std/csv";
import { join } from "node:path";
import { DzError, UsageError } from "../../lib/base/errors.ts";
import {
  type Interaction,
  interactionMatrix,
  type Ratings,
} from "../../lib/recommend/engine/mod.ts";
import { rankAll } from "../../lib/recommend/rank_all.ts";
import { writeRanking } from "../../lib/recommend/write_ranking.ts";

const options = { factors: 2, iterations: 5, regularization: 0.1, alpha: 10, seed: 1 };
const hostile = 'a "quoted", name';
const interactions = interactionMatrix([
  { user: "u1", item: "x" },
  { user: hostile, item: "x" },
  { user: hostile, item: hostile },
]);

async function written(name: string): Promise<string> {
  const dir = await Deno.makeTempDir();
  try {
    await writeRanking(join(dir, name), rankAll(interactions, options, 2));
    return await Deno.readTextFile(join(dir, name));
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

Deno.test("writeRanking writes a line of JSON for each user, without what the user has", async () => {
  const lines = (await written("out.jsonl")).trim().split("\n").map((line) => JSON.parse(line));
  assertEquals(lines.map(({ user }) => user), ["u1", hostile]);
  assertEquals(lines[0].items.map(({ item }: { item: string }) => item), [hostile]);
  assertEquals(lines[1].items, []);
});

Deno.test("writeRanking writes a row of CSV for each item, lines ended as everywhere", async () => {
  const text = await written("out.csv");
  const [row, ...others] = parse(text, { skipFirstRow: true });
  assertEquals([text.includes("\r"), text.split("\n")[0]], [false, "user,rank,item,score"]);
  assertEquals([row?.user, row?.rank, row?.item, others.length], ["u1", "1", hostile, 0]);
});

Deno.test("writeRanking refuses another kind of file before anything is written", async () => {
  await assertRejects(() => written("out.txt"), UsageError, ".jsonl or .csv");
});

const refused = (matrix: Ratings<string>, top: number, more = {}) =>
  assertRejects(() => Array.fromAsync(rankAll(matrix, { ...options, ...more }, top)), DzError);

Deno.test("rankAll refuses, before it trains, what no file should hold, and names the flag", async () => {
  const ids = (length: number) => ({ length, at: String });
  const many = { ...interactions, users: ids(500_000), items: ids(5_000) };
  const { message } = await refused(many, 5_000);
  assertMatch(message, /5,000 items to each of 500,000 users.*Use a --top of at most 2000$/);
});

Deno.test("rankAll refuses what cannot be trained on: no weight, too much, numbers that overflow", async () => {
  const weighted = (weight: number, more: Interaction<string>[] = []) =>
    interactionMatrix<string>([
      { user: "u1", item: "x", weight },
      { user: "u2", item: "y" },
      ...more,
    ]);
  const none = interactionMatrix([{ user: "u1", item: "x", weight: 0 }]);
  assertMatch(
    (await refused(none, 1)).message,
    /^Cannot train: no interaction has a weight above 0/,
  );
  const { message } = await refused(weighted(3e38), 1);
  assertMatch(message, /beyond single precision/);
  const onIteration = () => {};
  assertMatch(
    (await refused(weighted(3e38), 1, { onIteration })).message,
    /beyond single precision/,
  );
  // Just too little to matter, and just enough to be a number.
  const denormal = await Array.fromAsync(rankAll(weighted(1.5e-45), options, 1));
  assertEquals(denormal.length, 1);
});
