import { assertEquals } from "@std/assert";
import { explanationLines } from "../../../lib/jupyter/explain/explanation.ts";
import { missingPackage } from "../../../lib/jupyter/explain/missing_package.ts";

Deno.test("a package that the kernel cannot load is named, with its place", () => {
  const source = 'const a = 1;\nimport x from "npm:no-such@9";';
  const explanation = missingPackage(source);
  assertEquals(explanation && explanationLines(explanation, source).slice(0, 4), [
    "Error: npm:no-such@9 cannot be loaded, as it seems; the kernel does not say why",
    "  Line 2, column 16 of the cell:",
    '    2 │ import x from "npm:no-such@9";',
    "      │                ^^^^^^^^^^^^^",
  ]);
  for (const cell of ['await import("jsr:@a/b")', 'export * from "https://a.dz/m.ts"']) {
    assertEquals(missingPackage(cell)?.kind, "Error", cell);
  }
  for (const cell of ['import { a } from "./a.ts";', 'import "npm";', "const s = 'npm:x';"]) {
    assertEquals(missingPackage(cell), undefined, cell);
  }
});
