/** `deno task build:kernel`: compile the inner loops of both engines to WebAssembly. */
import { fileURLToPath } from "node:url";
import { buildKernel as buildEngine } from "../lib/recommend/engine/kernel/build.ts";
import { replaceFiles } from "../lib/replace_files.ts";
import { writeAll } from "../lib/write_all.ts";
import { buildKernel as buildScanner } from "../lib/trends/kernel/build.ts";
import { command, notice, run } from "./cli.ts";

const kernels = [
  { folder: new URL("../lib/recommend/engine/kernel/", import.meta.url), build: buildEngine },
  { folder: new URL("../lib/trends/kernel/", import.meta.url), build: buildScanner },
];

const program = command(
  "build:kernel",
  "Compile the inner loops of the recommendation engine and of the log scanner",
)
  .action(async () => {
    for (const { folder, build } of kernels) {
      const bytes = await build((name) => Deno.readTextFile(new URL(name, folder)));
      const path = fileURLToPath(new URL("kernel.wasm", folder));
      await replaceFiles([path], async (files) => {
        for (const file of files) await writeAll(file, bytes);
      });
      notice(`${path}: ${bytes.length.toLocaleString("en-US")} bytes`);
    }
  });

await run(program);
