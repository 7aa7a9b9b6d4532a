/** `deno task ok`: the gate before a commit. */
import { projectDir } from "../lib/base/settings.ts";
import { checkPython } from "./dev/python_checks.ts";
import { command, examples, exitCodes, notice, run } from "./shared/cli.ts";

/** The configuration of the tests has all that any code imports, so that one check reads all of it. */
const everything = ["--config", "tests/deno.json", "lib", "scripts", "fresh-app", "tests"];

const steps = [["fmt", "--check"], ["lint"], ["check", ...everything]];
const unitTests = ["run", "--allow-all", "scripts/test.ts", "--only", "unit"];

const program = command("ok", "The gate before a commit: format, lint, type check, unit tests")
  .option("--no-test", "leave out the unit tests")
  .action(async ({ test }: { test: boolean }) => {
    if (!await checkPython(notice)) Deno.exit(exitCodes.failed);
    for (const args of test ? [...steps, unitTests] : steps) {
      console.log(`deno ${args.join(" ")}`);
      const { success } = await new Deno.Command(Deno.execPath(), {
        args,
        cwd: projectDir,
        stdin: "null",
        stdout: "inherit",
        stderr: "inherit",
      }).output();
      if (!success) Deno.exit(exitCodes.failed);
    }
  });

examples(program, {
  "--no-test": "what takes seconds",
});
await run(program);
