/** `deno task bench`: measure against the best libraries of the kind, on this machine. */
import { alsBench } from "./bench/als.ts";
import { dashboardBench } from "./bench/dashboard.ts";
import { sparkBench } from "./bench/spark.ts";
import { storeBench } from "./bench/store.ts";
import { trendsBench } from "./bench/trends.ts";
import { command, examples, run } from "./shared/cli.ts";

const program = command("bench", "Measure against other libraries, on this machine");
for (const bench of [alsBench, trendsBench, storeBench, dashboardBench, sparkBench]) {
  program.addCommand(bench.copyInheritedSettings(program));
}
examples(program, {
  "als": "the recommendations, against other libraries",
  "trends --json": "the log's counts, for programs",
});
await run(program);
