import { assert, assertEquals, assertMatch } from "@std/assert";
import { isSlow } from "../../support/slow.ts";
import { processesWith } from "../support/processes.ts";
import { resultOf, runTask, startTask } from "../support/task.ts";
import { until } from "../support/until.ts";
import { contentsOf, rulesOf } from "./support/contents.ts";
import { spark, sparkFlags, trendEngine } from "./support/spark.ts";
import { withStore } from "./support/with_store.ts";

const title = "of two runs of Spark at once each publishes the whole, or says that it did not";
Deno.test({
  name: title,
  ignore: !isSlow(),
  fn: async () => {
    await withStore({ users: 60, orders: 150, events: 1500 }, async ({ db, env }) => {
      await trendEngine(env);
      const before = await contentsOf(db, "trend_breakdowns");
      const rules = await rulesOf(db, "trend_breakdowns");
      const runs = await Promise.all([1, 2].map(() => runTask("spark", sparkFlags("trends"), env)));
      assert(runs.some(({ code }) => code === 0), runs.map(({ stderr }) => stderr).join());
      for (const { code, stderr } of runs) {
        if (code !== 0) assertMatch(stderr, /^Error: Cannot publish \w+: .*Run again/m);
      }
      assertEquals(await contentsOf(db, "trend_breakdowns"), before);
      assertEquals(await rulesOf(db, "trend_breakdowns"), rules);
    });
  },
});

const stopped = "Spark stops when its task does, however that ends, and nothing is half written";
Deno.test({
  name: stopped,
  ignore: !isSlow(),
  fn: async () => {
    await withStore({ users: 60, orders: 150, events: 1500 }, async ({ db, env, folder }) => {
      await trendEngine(env);
      const before = await contentsOf(db, "trend_breakdowns");
      for (const signal of ["SIGTERM", "SIGKILL"] as const) {
        const task = startTask("spark", sparkFlags("trends"), env);
        const ended = resultOf(task);
        await until("it writes", async () => {
          const staged = { name: /__staging_/ };
          return await db.listCollections(staged, { nameOnly: true }).hasNext();
        }, 120_000);
        task.kill(signal);
        await ended;
        await until(
          "Spark is gone",
          async () => (await processesWith(folder)).length === 0,
          30_000,
        );
        assertEquals(await contentsOf(db, "trend_breakdowns"), before);
      }
      await spark("trends", env); // which clears away what the killed ones left
      const left = await db.listCollections({ name: /__staging_/ }, { nameOnly: true }).toArray();
      assertEquals(left, []);
      assertEquals(await contentsOf(db, "trend_breakdowns"), before);
    });
  },
});
