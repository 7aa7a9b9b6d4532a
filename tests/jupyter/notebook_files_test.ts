import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { join } from "node:path";
import { DzError, UsageError } from "../../lib/base/errors.ts";
import { cleaned } from "../../lib/jupyter/cleaned.ts";
import { failureLines } from "../../lib/jupyter/failure_lines.ts";
import { findNotebooks } from "../../lib/jupyter/find_notebooks.ts";
import { codeCells, parseNotebook } from "../../lib/jupyter/ipynb.ts";
import { solutionsIn, withSolutions } from "../../lib/jupyter/solutions.ts";
import { withFolder } from "../e2e/support/folder.ts";

const notebook = (cells: readonly object[], metadata = {}) =>
  parseNotebook(JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }), "a test");
const code = (outputs: readonly object[]) => ({
  ...{ cell_type: "code", execution_count: 1, metadata: {}, source: "1", outputs },
});

Deno.test("findNotebooks() lists them in order, and finds them by name, number and path", async () => {
  await withFolder(async (dir) => {
    for (const name of ["02_b.ipynb", "00_start.ipynb", "10_c.ipynb", "notes.md", "x.ipynb"]) {
      await Deno.writeTextFile(join(dir, name), "");
    }
    assertEquals(await findNotebooks(dir), ["00_start", "02_b", "10_c"]);
    assertEquals(await findNotebooks(dir, ["10", "notebooks/02_b.ipynb", "2", "0"]), [
      ...["00_start", "02_b", "10_c"],
    ]);
    await assertRejects(
      () => findNotebooks(dir, ["2", "7"]),
      UsageError,
      "Cannot find the notebook 7: there are 00_start, 02_b, 10_c",
    );
  });
});

Deno.test("a notebook that is none is said to be none", () => {
  for (
    const text of ["", "{", "[]", '{"cells": []}', '{"cells": [1], "metadata": {}, "nbformat": 4}']
  ) {
    assertThrows(
      () => parseNotebook(text, "a.ipynb"),
      DzError,
      "Cannot use a.ipynb: it is not a notebook",
    );
  }
});

Deno.test("cleaned() takes colours and versions away, and joins what one stream said", () => {
  const { cells, metadata } = cleaned(notebook([code([
    { output_type: "stream", name: "stdout", text: ["\x1b[32ma\x1b[39m\n", "b\n"] },
    { output_type: "stream", name: "stdout", text: "c\n" },
    { output_type: "stream", name: "stderr", text: "d\n" },
    { output_type: "execute_result", data: { "text/plain": "\x1b[33m42\x1b[39m" }, metadata: {} },
  ])], { language_info: { name: "typescript", version: "6.0" } }));
  assertEquals(codeCells({ cells, metadata, nbformat: 4 })[0]?.outputs, [
    { output_type: "stream", name: "stdout", text: "a\nb\nc\n" },
    { output_type: "stream", name: "stderr", text: "d\n" },
    { output_type: "execute_result", data: { "text/plain": "42" }, metadata: {} },
  ]);
  assertEquals(metadata, { language_info: { name: "typescript" } });
});

Deno.test("solutionsIn() finds the code that is folded away, and no other", () => {
  const prose = "```ts\nnot();\n```\n<details>\n<summary>Solution</summary>\n\nWhy.\n\n" +
    "```ts\nconst a = 1;\nverify(a);\n```\n\n```ts\nb();\n```\n</details>";
  const one = notebook([{ cell_type: "markdown", metadata: {}, source: prose }, code([])]);
  assertEquals(solutionsIn(one), ["const a = 1;\nverify(a);", "b();"]);
  const { cells } = withSolutions(one);
  assertEquals(cells.map(({ source }) => source).slice(1), [
    "1",
    "const a = 1;\nverify(a);",
    "b();",
  ]);
});

Deno.test("failureLines() shows number, source and what a page says, shortened", () => {
  const failure = {
    ...{ cell: 3, of: 9, name: "RangeError", message: "Cannot rank" },
    source: Array.from({ length: 30 }, (_, n) => `line${n}();`).join("\n"),
    lines: ["RangeError: Cannot rank", "  Line 2, column 1 of the cell:"],
  };
  const lines = failureLines("02_trends", failure);
  assertEquals(lines[0], "✘ 02_trends: cell 3 of 9 failed");
  assertEquals(lines.slice(1, 3), ["    │ line0();", "    │ line1();"]);
  assertEquals(lines.slice(-3), [
    "    │ …",
    "    RangeError: Cannot rank",
    "      Line 2, column 1 of the cell:",
  ]);
});
