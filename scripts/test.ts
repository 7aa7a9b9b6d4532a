/**
 * `deno task test`: every test and every documented example, then one line with the count; but not the
 * tests of Spark, which need Java and PySpark: those are `deno task test:spark`.
 */
import { DzError } from "../lib/base/errors.ts";
import { readSettings } from "../lib/base/settings.ts";
import { readTotals } from "./shared/test_totals.ts";
import { command, exitCodes, notice, run } from "./shared/cli.ts";
import { checkJava } from "../lib/java/java.ts";
import { sparkEnvironment } from "../lib/spark/spark_environment.ts";

interface Flags {
  readonly unit?: true;
  readonly spark?: true;
  readonly filter?: string;
}

const program = command("test", "Run the tests")
  .option("--unit", "leave out the end-to-end tests, which start MongoDB")
  .option("--spark", "the tests of Spark instead, or none if there is no Java 17")
  .option("--filter <text>", "only the tests whose title contains the text")
  .action(async ({ unit, spark, filter }: Flags) => {
    if (spark && !await canRunSpark()) return console.log("0 passed, 0 failed");
    const report = await Deno.makeTempFile({ suffix: ".xml" });
    const { code } = await new Deno.Command(Deno.execPath(), {
      args: [
        ...["test", "--allow-all", "--doc", `--junit-path=${report}`],
        ...(filter ? [`--filter=${filter}`] : []),
        // What is ignored has to be in the first of the folders: of the others Deno ignores nothing.
        ...(spark
          ? ["tests/e2e/spark"]
          : [`--ignore=tests/e2e/spark${unit ? ",tests/e2e" : ""}`, "tests", "lib", "fresh-app"]),
      ],
      stdin: "null",
      stdout: "inherit",
      stderr: "inherit",
    }).output();
    const totals = readTotals(await Deno.readTextFile(report));
    await Deno.remove(report);
    // A module that does not even load has no line in the report.
    const failed = Math.max(totals.failed, code === 0 ? 0 : 1);
    const skipped = totals.skipped > 0 ? `, ${totals.skipped} skipped` : "";
    console.log(`${totals.passed} passed, ${failed} failed${skipped}`);
    if (failed > 0) Deno.exit(exitCodes.failed);
  });

/** Fetches what is missing; says so if Java is. */
async function canRunSpark(): Promise<boolean> {
  try {
    await checkJava(readSettings(Deno.env.toObject()));
  } catch (error) {
    if (!(error instanceof DzError)) throw error;
    notice(`${error.message}. The tests of Spark are left out.`);
    return false;
  }
  await sparkEnvironment(notice);
  return true;
}

await run(program);
