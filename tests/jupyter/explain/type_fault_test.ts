import { assertEquals } from "@std/assert";
import type { Diagnostic } from "../../../lib/jupyter/explain/language_server.ts";
import { explainFault, isFault } from "../../../lib/jupyter/explain/type_fault.ts";
import { isSwitchedOff, typeWarning } from "../../../lib/jupyter/explain/type_warning.ts";

const found = (code: number, message: string, line: number, from: number, to: number) => ({
  range: { start: { line, character: from }, end: { line, character: to } },
  ...{ code, message, severity: 1 },
});

Deno.test("a missing export is told with the names that the module has, the nearest first", () => {
  const source = 'import { tabel } from "./a.ts";';
  const missing = found(2305, "Module '\"./a.ts\"' has no exported member 'tabel'.", 0, 9, 14);
  const fault = explainFault(missing, source, ["verify", "table", "Shown"]);
  assertEquals([fault.kind, fault.place], ["ImportError", { line: 1, column: 10, length: 5 }]);
  assertEquals(fault.hint, "did you mean table? The module has table, Shown, verify.");
  const many = Array.from({ length: 30 }, (_, index) => `name${index}`);
  assertEquals(explainFault(missing, source, many).hint?.endsWith("and 20 more."), true);
});

Deno.test("a wrong type is a warning with its line, a similar name is proposed", () => {
  const source = "const a = 1;\nconst b: string = a;\nb.lenght;";
  const faults: Diagnostic[] = [
    found(2322, "Type 'number' is not assignable to type 'string'.", 1, 6, 7),
    found(2551, "Property 'lenght' does not exist. Did you mean 'length'?", 2, 2, 8),
  ];
  const lines = typeWarning(faults.map((one) => explainFault(one, source)), source)?.split("\n");
  assertEquals(lines?.slice(0, 5), [
    "⚠ Type error: Type 'number' is not assignable to type 'string'.",
    "  Line 2, column 7 of the cell:",
    "    2 │ const b: string = a;",
    "      │       ^",
    "  What to do: change the value, or what is said of its type.",
  ]);
  assertEquals(lines?.[9], "  What to do: did you mean length?");
  assertEquals(typeWarning([], source), undefined);
});

Deno.test("that a cell makes a name anew is no fault, nor is what is only advice", () => {
  const again = found(2451, "Cannot redeclare block-scoped variable 'a'.", 0, 6, 7);
  const advice = { ...found(6133, "'a' is declared but never used.", 0, 6, 7), severity: 4 };
  const wrong = found(2322, "Type 'number' is not assignable to type 'string'.", 0, 6, 7);
  assertEquals([again, advice, wrong].map(isFault), [false, false, true]);
});

Deno.test("a line on top of a cell switches the warnings off", () => {
  assertEquals(isSwitchedOff(["// @ts-nocheck\nconst a = 1;", "a"]), true);
  assertEquals(isSwitchedOff(["const a = 1; // @ts-nocheck", "'// @ts-nocheck'"]), false);
});
