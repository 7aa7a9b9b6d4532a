/** `deno task ok`: the gate before a commit. */
import { command, exitCodes, run } from "./shared/cli.ts";

const steps = [
  ["fmt", "--check"],
  ["lint"],
  ["check"],
  ["run", "--allow-all", "scripts/test.ts", "--unit"],
];

const program = command("ok", "The gate before a commit: format, lint, type check, unit tests")
  .option("--no-test", "leave out the unit tests")
  .action(async ({ test }: { test: boolean }) => {
    for (const args of test ? steps : steps.slice(0, -1)) {
      console.log(`deno ${args.join(" ")}`);
      const { success } = await new Deno.Command(Deno.execPath(), {
        args,
        stdin: "null",
        stdout: "inherit",
        stderr: "inherit",
      }).output();
      if (!success) Deno.exit(exitCodes.failed);
    }
  });

await run(program);
