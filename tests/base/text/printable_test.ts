import { assertEquals } from "@std/assert";
import { printable } from "../../../lib/base/text/printable.ts";

Deno.test("printable() shows what would steer a terminal, or turn the order of characters", () => {
  const shown: Readonly<Record<string, string>> = {
    "\x1b]0;a title\x07": "\\u001b]0;a title\\u0007",
    "\x1b[2J\x1b[1;1H✔ intact": "\\u001b[2J\\u001b[1;1H✔ intact",
    "\x9b31m": "\\u009b31m", // one byte in place of ESC [
    "a\rb\x08\x7f": "a\\rb\\b\\u007f",
    "two\nlines\u2028and\u0085more": "two\\nlines\\u2028and\\u0085more",
    "gpj.\u202etxt.exe": "gpj.\\u202etxt.exe",
    "\u2066isolated\u2069": "\\u2066isolated\\u2069",
    "half \ud83d": "half \\ud83d",
    "\0": "\\u0000",
  };
  for (const [text, expected] of Object.entries(shown)) assertEquals(printable(text), expected);
});

Deno.test("printable() leaves words as people write them", () => {
  for (
    const text of [
      "Béjaïa, بجاية, 北京",
      "می\u200cخواهم", // a joiner that the word needs
      "ශ්\u200dරී",
      "👩\u200d👩\u200d👧",
      "\u200fمحمد\u200f", // marks of direction
      "C:\\data\\logs.csv",
    ]
  ) assertEquals(printable(text), text);
});

Deno.test("printable() leaves JSON what it is", () => {
  const value = { name: "\u202eabc\x9b1m\u2028", "\x7f": ["\ud83d"] };
  const printed = printable(JSON.stringify(value));
  assertEquals(JSON.parse(printed), value);
  assertEquals(/[\p{Cc}\u202e]/u.test(printed), false);
});
