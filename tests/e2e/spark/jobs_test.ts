import { failures } from "./jobs/failures.ts";
import { recsJob } from "./jobs/recs.ts";
import { trendsJob } from "./jobs/trends.ts";
import { vipJob } from "./jobs/vip.ts";
import { withSharedJava } from "./support/shared_java.ts";

Deno.test("the jobs of Spark do as the engines do, or say why not", async (t) => {
  await withSharedJava(async (run) => {
    for (const { title, prove } of [trendsJob, recsJob, vipJob, failures]) {
      await t.step(title, (t) => prove(run, t));
    }
  });
});
