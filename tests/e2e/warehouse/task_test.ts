/** `deno task warehouse`, whole and in parts, on a small market. */
import { assertEquals, assertGreater, assertMatch } from "@std/assert";
import { join } from "node:path";
import type { Truth } from "../../../lib/warehouse/generate/dirt/plant_dirt.ts";
import { assertOneLine } from "../cli/one_line.ts";
import { withFolder } from "../support/folder.ts";
import { testMongod } from "../support/mongod.ts";
import { resultOf, runTask, startTask } from "../support/task.ts";

interface Report {
  readonly ok: boolean;
  readonly tasks: readonly { readonly task: string; readonly outcome: string }[];
  readonly revenue: Readonly<Record<string, string>>;
  readonly quality: readonly { readonly rule: string; readonly count: number }[];
  readonly verify: { readonly checks: number; readonly differences: number };
  readonly recommendations: Readonly<Record<string, number>>;
}

/** The Parquet files, by name, as hashes. */
async function parquetOf(data: string): Promise<Record<string, string>> {
  const dir = join(data, "warehouse", "parquet"), found: Record<string, string> = {};
  for (const { name } of Deno.readDirSync(dir)) {
    const bytes = Deno.readFileSync(join(dir, name, `${name}.parquet`));
    found[name] = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
  }
  return found;
}

Deno.test("the warehouse: all tasks, again, alone, two at once, and with planted dirt", async (t) => {
  const mongod = await testMongod();
  await withFolder(async (data) => {
    const env = { DZ_DATA: data, DZ_MONGOD: mongod };
    const warehouse = (...args: string[]) => runTask("warehouse", args, env);
    const market = ["--orders", "2000", "--json"];
    const report = async (...args: string[]): Promise<Report> => {
      const { code, stdout, stderr } = await warehouse(...args, ...market);
      assertEquals(code, 0, stderr);
      return JSON.parse(stdout);
    };
    try {
      await t.step("what is wrong is one line", async () => {
        assertOneLine(await warehouse("load_databases"), { code: 1, message: /clean_data/ });
        for (
          const flags of [["--orders", "0"], ["--graph", "x"], ["--from", "x"], ["--dirt", "x"]]
        ) {
          assertEquals((await warehouse(...flags)).code, 2, flags.join(" "));
        }
      });
      let first: Report | undefined, files: Record<string, string> = {};
      await t.step("a run has the report that scripts read", async () => {
        first = await report();
        assertEquals([first.ok, first.tasks.length, first.verify.differences], [true, 9, 0]);
        assertGreater(first.verify.checks, 30);
        for (const sum of Object.values(first.revenue)) assertMatch(sum, /^\d+\.\d\d$/);
        assertEquals(Object.keys(first.recommendations).toSorted(), [
          ...["hit_at_5", "popularity_hit_at_5", "rmse", "rmse_mean", "scored_share"],
        ]);
        files = await parquetOf(data);
        assertEquals(Object.keys(files).length, 5);
      });
      await t.step("again, all gives the same; of two at once one is refused", async () => {
        const one = startTask("warehouse", ["--all", ...market], env);
        const other = startTask("warehouse", ["--all", ...market], env);
        const ends = await Promise.all([resultOf(one), resultOf(other)]);
        const refused = ends.find(({ code }) => code !== 0);
        const done = ends.find(({ code }) => code === 0);
        if (refused) assertOneLine(refused, { code: 1, message: /another|running|runs/i });
        const { revenue, verify }: Report = JSON.parse(done?.stdout ?? "{}");
        assertEquals({ revenue, verify }, { revenue: first?.revenue, verify: first?.verify });
        assertEquals(refused !== undefined, true);
        assertEquals(await parquetOf(data), files);
      });
      await t.step("tasks run alone, by their short names, and from one on", async () => {
        assertEquals((await report("load_databases")).ok, true);
        assertEquals((await report("--from", "spark_batch_processing")).verify.differences, 0);
        assertEquals(await parquetOf(data), files);
      });
      await t.step("planted dirt is found, each kind as often as it was planted", async () => {
        const { ok, quality, verify } = await report("--dirt");
        assertEquals([ok, verify.differences], [true, 0]);
        const path = join(data, "warehouse", "raw", "generated", "truth.json");
        const { planted }: Truth = JSON.parse(Deno.readTextFileSync(path));
        const counts = new Map(quality.map(({ rule, count }) => [rule, count]));
        const before = new Map(first?.quality.map(({ rule, count }) => [rule, count]));
        const found = planted.map(({ kind, rule }) =>
          [kind, (counts.get(rule ?? "") ?? 0) - (before.get(rule ?? "") ?? 0)] as const
        );
        assertEquals(found, planted.map(({ kind, count }) => [kind, count] as const));
      });
    } finally {
      for (const server of ["mongo", "clickhouse", "graph"]) {
        await runTask("servers", ["stop", server], env);
      }
    }
  });
});
