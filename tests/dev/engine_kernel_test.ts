import { assert, assertEquals, assertRejects } from "@std/assert";
import { buildKernel } from "../../scripts/dev/build_engine.ts";

const folder = new URL("../../lib/recommend/engine/kernel/", import.meta.url);
const read = (name: string) => Deno.readTextFile(new URL(name, folder));

Deno.test("the committed kernel is what its source compiles to", async () => {
  const built = await buildKernel(read);
  const committed = await Deno.readFile(new URL("kernel.wasm", folder));
  assert(
    built.length === committed.length && built.every((byte, at) => byte === committed[at]),
    "the source has changed: run deno task build:kernel",
  );
});

Deno.test("a kernel that does not compile is reported with the compiler's reason", async () => {
  await assertRejects(
    async () => await buildKernel(async (name) => await read(name) + "\nexport const x: i32 = y;"),
    SyntaxError,
    "Cannot find name 'y'",
  );
});

Deno.test("the kernel imports its memory and nothing else", async () => {
  const module = new WebAssembly.Module(await Deno.readFile(new URL("kernel.wasm", folder)));
  assertEquals(WebAssembly.Module.imports(module), [
    { module: "env", name: "memory", kind: "memory" },
  ]);
});
