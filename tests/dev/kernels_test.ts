import { assert, assertEquals, assertRejects } from "@std/assert";
import { buildKernel, kernels, moduleOf } from "../../scripts/dev/kernels.ts";

for (const [engine, kernel] of Object.entries(kernels)) {
  Deno.test(`the committed kernel of ${engine} is what its source compiles to`, async () => {
    const built = await buildKernel(kernel);
    const committed = await Deno.readFile(moduleOf(kernel));
    assert(
      built.length === committed.length && built.every((byte, at) => byte === committed[at]),
      "the source has changed: run deno task dev kernel",
    );
  });

  Deno.test(`the kernel of ${engine} imports its memory and nothing else`, async () => {
    const module = new WebAssembly.Module(await Deno.readFile(moduleOf(kernel)));
    assertEquals(WebAssembly.Module.imports(module), [
      { module: "env", name: "memory", kind: "memory" },
    ]);
  });
}

Deno.test("a kernel that does not compile is reported with the compiler's reason", async () => {
  await assertRejects(
    () => buildKernel(kernels.recommend, (_, text) => `${text}\nexport const x: i32 = y;`),
    SyntaxError,
    "Cannot find name 'y'",
  );
});
