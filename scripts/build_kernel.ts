/** `deno task build:kernel`: compile the recommendation engine's inner loops to WebAssembly. */
import { buildKernel } from "../lib/recommend/engine/kernel/build.ts";
import { replaceFiles } from "../lib/replace_files.ts";
import { fileURLToPath } from "node:url";
import { command, notice, run } from "./cli.ts";

const folder = new URL("../lib/recommend/engine/kernel/", import.meta.url);

const program = command("build:kernel", "Compile the recommendation engine's inner loops")
  .action(async () => {
    const bytes = await buildKernel((name) => Deno.readTextFile(new URL(name, folder)));
    const path = fileURLToPath(new URL("kernel.wasm", folder));
    await replaceFiles([path], async (files) => {
      for (const file of files) await file.write(bytes);
    });
    notice(`${path}: ${bytes.length.toLocaleString("en-US")} bytes`);
  });

await run(program);
