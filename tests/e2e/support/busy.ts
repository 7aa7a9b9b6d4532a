/** A task that computes without listening to anything, with a file half written. */
import { print } from "../../../lib/base/print.ts";
import { command, run } from "../../../scripts/shared/cli.ts";
import { temporaryName } from "../../../lib/base/files/temporary_files.ts";

const [path = ""] = Deno.args;
await run(
  command("busy", "Compute").argument("<file>").action(() => {
    Deno.writeTextFileSync(temporaryName(path), "half");
    print("busy");
    for (const end = performance.now() + 20_000; performance.now() < end;);
  }),
);
