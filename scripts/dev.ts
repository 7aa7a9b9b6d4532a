/** `deno task dev`: what who changes the kit needs now and then. */
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { projectDir } from "../lib/base/settings.ts";
import { replaceFiles } from "../lib/base/files/replace_files.ts";
import { writeAll } from "../lib/base/files/write_all.ts";
import { buildKernel, kernels, moduleOf } from "./dev/kernels.ts";
import { useJsr } from "./dev/use_jsr.ts";
import { command, examples, notice, run } from "./shared/cli.ts";

const program = command("dev", "For who changes the kit");

program.command("kernel")
  .description("compile the inner loops of the recommendation engine and of the log scanner")
  .action(async () => {
    for (const kernel of Object.values(kernels)) {
      const bytes = await buildKernel(kernel);
      const path = fileURLToPath(moduleOf(kernel));
      await replaceFiles([path], async (files) => {
        for (const file of files) await writeAll(file, bytes);
      });
      notice(`${path}: ${bytes.length.toLocaleString("en-US")} bytes`);
    }
  });

program.command("jsr")
  .description("use the real JSR packages instead of the stand-ins in lib/compat/")
  .action(async () => {
    await useJsr(["", "tests", "scripts/dev"].map((folder) => join(projectDir, folder)));
    notice(
      "The real packages are used from now on; `git checkout '*deno.json' '*deno.lock'` undoes it",
    );
  });

examples(program, {
  "kernel": "after a change of a kernel's source",
});
await run(program);
