import { assertEquals } from "@std/assert";
import { parseNotebook } from "../../lib/jupyter/ipynb.ts";
import { figuresIn, isBorneOut, numbersOf } from "./support/numbers.ts";

Deno.test("figuresIn() finds what prose states, not what code or headings hold", () => {
  const prose = "## 3 · Trends\n\n1. The 1,000 users (57 %) have `3` each, see [paper 4](x5).\n" +
    "**Exercise 2.** Take 0.43, iPhone15 and 12.\n<details>\n99\n</details>";
  assertEquals(figuresIn(prose), ["1,000", "57", "0.43", "12"]);
});

Deno.test("isBorneOut() takes a rounded number or a percentage, and no other", () => {
  assertEquals(["0.43", "57", "1,000"].map((text) => isBorneOut(text, [0.432, 0.5682, 1000])), [
    ...[true, true, true],
  ]);
  assertEquals(["0.44", "58", "100"].map((text) => isBorneOut(text, [0.432, 0.5682, 1000])), [
    ...[false, false, false],
  ]);
});

Deno.test("numbersOf() reads code and outputs, but not outputs that are measured", () => {
  const cell = (source: string, text: string, tags: string[]) => ({
    cell_type: "code",
    execution_count: 1,
    metadata: { tags },
    source,
    outputs: [{ output_type: "stream", name: "stdout", text }],
  });
  const cells = [cell("const a = 5;", "7 and 1,234.5", []), cell("b(6)", "8 ms", ["measured"])];
  const notebook = parseNotebook(JSON.stringify({ cells, metadata: {}, nbformat: 4 }), "a test");
  assertEquals(numbersOf(notebook), [5, 7, 1234.5, 6]);
});
