/** `deno task ok`: the gate before a commit. */
import { writeAll } from "../lib/base/files/write_all.ts";
import { projectDir } from "../lib/base/settings.ts";
import { checkPython } from "./dev/python_checks.ts";
import { command, examples, exitCodes, notice, print, run } from "./shared/cli.ts";
import { childCommand } from "../lib/servers/child_environment.ts";

/** The configuration of the tests has all that any code imports, so that one check reads all of it. */
const everything = ["--config", "tests/deno.json", "lib", "scripts", "fresh-app", "tests"];

const steps = [["fmt", "--check"], ["lint"], ["check", ...everything]];
const unitTests = ["run", "--allow-all", "scripts/test.ts", "--only", "unit"];

/** A run of Deno in the project's folder. */
const deno = (args: readonly string[], stdio: "piped" | "inherit") =>
  childCommand(Deno.execPath(), {
    args: [...args],
    cwd: projectDir,
    stdin: "null",
    stdout: stdio,
    stderr: stdio,
  });

const program = command("ok", "The gate before a commit: format, lint, type check, unit tests")
  .option("--no-test", "leave out the unit tests")
  .action(async ({ test }: { test: boolean }) => {
    const [isPythonWell, ...checked] = await Promise.all([
      checkPython(notice),
      ...steps.map((args) => deno(args, "piped").output()),
    ]);
    for (const [index, { success, stdout, stderr }] of checked.entries()) {
      print(`${success ? "✔" : "✘"} deno ${steps[index]?.join(" ")}`);
      if (!success) { for (const text of [stdout, stderr]) await writeAll(Deno.stderr, text); }
    }
    if (!isPythonWell || checked.some(({ success }) => !success)) Deno.exit(exitCodes.failed);
    if (test && !(await deno(unitTests, "inherit").spawn().status).success) {
      Deno.exit(exitCodes.failed);
    }
  });

examples(program, {
  "--no-test": "what takes seconds",
});
await run(program);
