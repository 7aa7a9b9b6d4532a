/** `deno task test`: every test and every documented example, then one line with the count. */
import { Option } from "commander";
import { UsageError } from "../lib/base/errors.ts";
import { projectDir, readSettings } from "../lib/base/settings.ts";
import { jupyterEnvironment } from "../lib/jupyter/jupyter_environment.ts";
import { embeddedOptions } from "../lib/mongo/database.ts";
import { findMongod } from "../lib/mongo/server/mongod_binary.ts";
import { sparkEnvironment } from "../lib/spark/spark_environment.ts";
import { runTestJobs, type TestJobResult } from "./dev/tests/run_test_jobs.ts";
import { filesBelow } from "./dev/tests/test_files.ts";
import { testJobs, type TestKind, testKinds } from "./dev/tests/test_jobs.ts";
import { command, examples, exitCodes, notice, print, run, wholeNumber } from "./shared/cli.ts";

interface Flags {
  readonly only?: TestKind;
  readonly unit?: true;
  readonly slow?: true;
  readonly filter?: string;
  readonly jobs: number;
}

/** So many files are named at the end, the slowest first. */
const slowest = 10;

const program = command("test", "Run the tests")
  .argument("[path...]", "some files or folders of tests/ (default: all)")
  .addOption(new Option("--only <kind>", "one kind").choices(testKinds))
  .addOption(new Option("--unit", "the same as --only unit").hideHelp())
  .option("--slow", "the long proofs, too: every kill, at every moment")
  .option("--filter <text>", "only the tests whose title contains the text")
  .addOption(
    wholeNumber("--jobs <n>", "how many files are tested side by side", 1, 64)
      .default(2 * navigator.hardwareConcurrency),
  )
  .action(async (paths: string[], { unit, only, slow, filter, jobs: workers }: Flags) => {
    const jobs = testJobs(await wantedFiles(paths), unit ? "unit" : only);
    const mongod = once(() =>
      findMongod(embeddedOptions(readSettings(Deno.env.toObject())).sources, notice)
    );
    const results = await runTestJobs(jobs, {
      workers: Math.min(workers, jobs.length),
      ...(filter !== undefined && { filter }),
      env: slow ? { DZ_TEST_SLOW: "1" } : {},
      mongod,
      prepare: {
        notebooks: once(() => jupyterEnvironment(notice)),
        spark: once(() => sparkEnvironment(readSettings(Deno.env.toObject()), notice)),
      },
      onResult: show,
    });
    showSlowest(results);
    const sum = (name: "passed" | "failed" | "skipped") =>
      results.reduce((total, result) => total + result[name], 0);
    const failed = sum("failed"), skipped = sum("skipped");
    print(
      `${sum("passed")} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}`,
    );
    if (failed > 0) Deno.exit(exitCodes.failed);
  });

/** The files below the paths. */
async function wantedFiles(paths: readonly string[]): Promise<string[]> {
  const all = await filesBelow(projectDir, "tests");
  if (paths.length === 0) return all;
  return paths.flatMap((path) => {
    const wanted = path.replaceAll("\\", "/").replace(/^\.\/|\/$/g, "");
    const found = all.filter((file) => file === wanted || file.startsWith(`${wanted}/`));
    if (found.length > 0) return found;
    throw new UsageError(`Cannot test ${path}: there is no such file or folder below tests/`);
  });
}

function show({ job, passed, failed, skipped, seconds, output }: TestJobResult): void {
  const counts = [
    `${passed} passed`,
    ...(failed ? [`${failed} failed`] : []),
    ...(skipped ? [`${skipped} skipped`] : []),
  ];
  print(`${failed ? "✘" : "✔"} ${job.name}: ${counts.join(", ")} (${seconds.toFixed(0)} s)`);
  if (failed) print(...output.split("\n"));
}

function showSlowest(results: readonly TestJobResult[]): void {
  const slow = results.toSorted((a, b) => b.seconds - a.seconds).slice(0, slowest);
  if (slow.length < 2) return;
  print("", "The slowest");
  for (const { job, seconds } of slow) {
    print(`${seconds.toFixed(0).padStart(5)} s  ${job.name}`);
  }
  print("");
}

/** Makes it once, when it is first asked for. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => made ??= make();
}

examples(program, {
  "--only unit --filter quantile": "the unit tests whose title has a word",
  "tests/e2e/cli": "a folder, or a file",
});
await run(program);
