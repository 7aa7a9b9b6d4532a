import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { projectDir } from "../../../lib/base/settings.ts";
import { CellExplainer } from "../../../lib/jupyter/explain/cell_explainer.ts";
import { syntaxError } from "../../../lib/jupyter/explain/syntax_error.ts";

const unsaid = { ename: "Error", evalue: "Execution failed", traceback: [] };

/** What is said of a cell that failed; nothing of this needs the checker. */
async function said(source: string, error: Partial<typeof thrown> = unsaid) {
  const explainer = new CellExplainer(projectDir);
  const cells = { kernel: "test", folder: projectDir, sources: [source] };
  return await explainer.error(cells, { ...thrown, ...error });
}
const thrown = { ename: "TypeError", evalue: "", traceback: [] as string[] };

Deno.test("a cell that is no TypeScript is shown with its line, a caret and what to do", async () => {
  assertEquals(await said("const events = [];\ntable(events"), {
    ename: "SyntaxError",
    evalue: 'Expected ")" but found end of file',
    place: { line: 2, column: 13, length: 0 },
    traceback: [
      'SyntaxError: Expected ")" but found end of file',
      "  Line 2, column 13 of the cell:",
      "    2 │ table(events",
      "      │             ^",
      "  What to do: add ): the ( of line 2 is not closed.",
    ],
  });
});

Deno.test("of each kind of mistake it is said where it is and what to do", async () => {
  const cases: [string, number, number, string][] = [
    ["const = 5", 1, 7, "write a name before =, such as const name = 5;"],
    ["if (true) {", 1, 12, "add }: the { of line 1 is not closed."],
    ["const a = [1,\n  2;\n", 2, 4, "add a comma or an operator where ^ is, or ] before it."],
    ["const s = 'abc", 1, 15, "end the text with the quotation mark that it begins with."],
    ["const t = `é ${1}\n", 2, 1, "end the text with the quotation mark that it begins with."],
    ["let x = ;", 1, 9, "write the value that is missing before ;"],
    ["const é = 1; f(é é)", 1, 18, "add a comma or an operator where ^ is, or ) before it."],
    ["const q = 1;\nconst q = 2;", 2, 7, "take another name than q"],
    ["f(1))", 1, 5, "leave out ), or write what is missing before it."],
    ['print "hello"', 1, 7, "this is Python, and a cell is TypeScript: write console.log(…)"],
    ["def f(x):\n    return x", 1, 5, "write function name(…) { … } instead of def."],
    ["for i in range(3):\n  f(i)", 1, 5, "write for (const x of xs) { … }"],
    ["import json\njson.x", 2, 1, 'write import { name } from "…"; instead of import.'],
    ["x = [i for i in xs]", 1, 8, "write xs.map((x) => …) instead of"],
    ["# a remark\n5", 1, 2, "write // instead of # before a remark."],
  ];
  for (const [source, line, column, hint] of cases) {
    const { ename, place, traceback } = await said(source);
    assertEquals([source, ename, place?.line, place?.column], [
      source,
      "SyntaxError",
      line,
      column,
    ]);
    assertStringIncludes(traceback.at(-1) ?? "", hint, source);
    assert(traceback.some((text) => text.trimEnd().endsWith("^")), source);
  }
});

Deno.test("a cell may have types, await, and brackets in texts", async () => {
  assertEquals(await syntaxError("const a: number = await f();\na // )\n+ '(';"), undefined);
});

Deno.test("what a cell throws is shown at its own line, whatever the kernel has made of it", async () => {
  // The kernel drops types and blank lines, and writes an object over several lines.
  const source = "interface A {\n  b?: { c: number };\n}\n\nconst a: A = { };\n\na.b.c;";
  const { place, traceback } = await said(source, {
    evalue: "Cannot read properties of undefined (reading 'c')",
    traceback: ["TypeError: …", "    at f (<anonymous>:9:9)", "    at <anonymous>:2:5"],
  });
  assertEquals(place, { line: 7, column: 5 });
  assertEquals(traceback.slice(2, 4), ["    7 │ a.b.c;", "      │     ^"]);
  assertStringIncludes(traceback.at(-1) ?? "", "what stands before the point is not there");
});

Deno.test("on the first line what the kernel puts before the cell does not count", async () => {
  const trace = ["Error: no", "    at async <anonymous>:1:28"];
  const { place } = await said("await f();", { ename: "Error", evalue: "no", traceback: trace });
  assertEquals(place, { line: 1, column: 7 });
});

Deno.test("a trace names the project's files by their path, and no package's", async () => {
  const trace = [
    "Error: no",
    `    at run (file://${projectDir}/node_modules/mongodb/lib/a.js:1:2)`,
    "    at ext:deno_fetch/26_fetch.js:2:7096",
    `    at publish (file://${projectDir}/lib/mongo/publish.ts:12:3)`,
    "    at async <anonymous>:1:22",
  ];
  const { traceback } = await said("f()", { ename: "Error", evalue: "no", traceback: trace });
  assertEquals(traceback.slice(1), [
    "  Line 1, column 1 of the cell:",
    "    1 │ f()",
    "      │ ^",
    "    at publish (lib/mongo/publish.ts:12:3)",
  ]);
});

Deno.test("a module that is not there, a refused document: what to do", async () => {
  const missing = await said('import { a } from "./none.ts";', {
    evalue: `Module not found "file://${projectDir}/none.ts".`,
    traceback: ["TypeError: …", "    at async <anonymous>:1:36"],
  });
  assertEquals(missing.evalue, 'Module not found "none.ts".');
  assertStringIncludes(missing.traceback.at(-1) ?? "", "it begins at the folder of the notebook");
  const refused = await said("await orders.insertOne(order);", {
    ename: "MongoServerError",
    evalue: "MongoDB refused a document: total is -1, and must be at least 0",
    traceback: ["MongoServerError: …"],
  });
  assertEquals(refused.traceback, [
    "MongoServerError: MongoDB refused a document: total is -1, and must be at least 0",
    "  What to do: put the field right, and run the cell again.",
  ]);
});

Deno.test("a long line is shown around the place", async () => {
  const { traceback } = await said(`const a = "${"x".repeat(300)}" "b";`);
  const [shown = "", caret = ""] = traceback.slice(2, 4);
  assert(shown.length < 120, shown);
  assertEquals(shown.slice(caret.indexOf("^"), caret.indexOf("^") + 3), '"b"');
});
