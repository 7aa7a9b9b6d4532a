/** `deno task build:kernel`: compile the inner loops of both engines to WebAssembly. */
import { fileURLToPath } from "node:url";
import { buildKernel as buildEngine } from "./build_engine.ts";
import { replaceFiles } from "../../lib/base/files/replace_files.ts";
import { writeAll } from "../../lib/base/files/write_all.ts";
import { buildKernel as buildScanner } from "./build_scanner.ts";
import { command, notice, run } from "../shared/cli.ts";

const kernels = [
  { folder: new URL("../../lib/recommend/engine/kernel/", import.meta.url), build: buildEngine },
  { folder: new URL("../../lib/trends/scan/kernel/", import.meta.url), build: buildScanner },
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
