import { printAside } from "../../../lib/base/print.ts";
import { assertEquals, assertGreater } from "@std/assert";
import { sparkEnvironment } from "../../../lib/spark/spark_environment.ts";
import { readSettings } from "../../../lib/base/settings.ts";
import { isSlow } from "../../support/slow.ts";
import { processesWith } from "../support/processes.ts";
import { until } from "../support/until.ts";
import { withCluster } from "./support/cluster.ts";
import { contentsOf } from "./support/contents.ts";
import { spark, trendEngine } from "./support/spark.ts";
import { withStore } from "./support/with_store.ts";

const title = "a cluster of two workers runs all three jobs, with the same results";
Deno.test({
  name: title,
  ignore: !isSlow(),
  fn: async () => {
    const environment = await sparkEnvironment(readSettings(Deno.env.toObject()), printAside);
    await withStore({ users: 300, orders: 800, events: 6000 }, async ({ db, env, folder }) => {
      await trendEngine(env);
      const alone = await contentsOf(db, "trend_breakdowns");
      await db.collection("trend_breakdowns").deleteMany({});

      await withCluster(2, folder, environment, async ({ master, state }) => {
        let executors = 0;
        const looking = setInterval(async () => {
          const processes = await processesWith("CoarseGrainedExecutorBackend");
          executors = Math.max(executors, processes.length);
        }, 200);
        try {
          const memory = ["--conf", "spark.executor.memory=512m"];
          const lines = await spark("all", env, "--master", master, ...memory);
          assertEquals(lines.map(({ job, ok }) => [job, ok]), [
            ["trends", true],
            ["recs", true],
            ["vip", true],
          ]);
          for (const { rows_out, seconds } of lines) {
            assertGreater(Number(rows_out), 0);
            assertGreater(Number(seconds), 0);
          }
        } finally {
          clearInterval(looking);
        }
        assertEquals(executors, 2); // both workers worked
        const { completedapps } = await state();
        assertEquals(completedapps.map(({ name, state }) => [name, state]).sort(), [
          ["dzstore recs", "FINISHED"],
          ["dzstore trends", "FINISHED"],
          ["dzstore vip", "FINISHED"],
        ]);
      });
      assertEquals(await contentsOf(db, "trend_breakdowns"), alone);
      const users = await db.collection("users").countDocuments({ recommendations: { $size: 3 } });
      assertEquals(users, 300);
      await until("Spark is gone", async () => (await processesWith(folder)).length === 0);
    });
  },
});
