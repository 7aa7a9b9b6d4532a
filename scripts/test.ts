/** `deno task test`: every test and every documented example, then one line with the count. */
import { readTotals } from "./test_totals.ts";
import { command, exitCodes, run } from "./cli.ts";

const program = command("test", "Run the tests")
  .option("--unit", "leave out the end-to-end tests, which start MongoDB")
  .option("--filter <text>", "only the tests whose title contains the text")
  .action(async ({ unit, filter }: { unit?: true; filter?: string }) => {
    const report = await Deno.makeTempFile({ suffix: ".xml" });
    const { code } = await new Deno.Command(Deno.execPath(), {
      args: [
        ...["test", "--allow-all", "--doc", `--junit-path=${report}`],
        ...(unit ? ["--ignore=tests/e2e"] : []),
        ...(filter ? [`--filter=${filter}`] : []),
        ...["lib", "fresh-app", "tests"],
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

await run(program);
