import { assertEquals, assertRejects } from "@std/assert";
import { parse } from "@std/csv";
import { join } from "node:path";
import { UsageError } from "../../lib/base/errors.ts";
import { interactionMatrix } from "../../lib/recommend/engine/mod.ts";
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
