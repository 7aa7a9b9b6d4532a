import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { UsageError } from "../../lib/base/errors.ts";
import { label } from "../../lib/submission/label.ts";

Deno.test("label() takes names as people write them", () => {
  const names: Readonly<Record<string, string>> = {
    " Amina\u00a0Bensaïd ": "Amina Bensaïd",
    "\u200fمحمد": "محمد",
    "\u202bمحمد\u202c": "محمد",
    "می\u200cخواهم": "می\u200cخواهم",
    "ශ්\u200dරී": "ශ්\u200dරී",
    "👩\u200d👩\u200d👧": "👩\u200d👩\u200d👧",
    "Ka\u00adrim": "Karim",
    "Ame\u0301lie": "Amélie",
    "\ufeffLina": "Lina",
    "O'Brien-Łukasz, 3ème": "O'Brien-Łukasz, 3ème",
    "\ue000": "\ue000", // of a font of one's own
    ["👨\u200d👩\u200d👧\u200d👦".repeat(50)]: "👨\u200d👩\u200d👧\u200d👦".repeat(50),
  };
  for (const [name, expected] of Object.entries(names)) {
    assertEquals(label("--name", name), expected);
  }
});

Deno.test("label() says why a text is none", () => {
  const reasons: Readonly<Record<string, string>> = {
    "": "it holds nothing that can be seen",
    " \u200b\u200f ": "it holds nothing that can be seen",
    "\u200d": "it holds nothing that can be seen",
    "a\nb": "it holds a control character, U+000A",
    "\x1b[2J": "it holds a control character, U+001B",
    "a\u2028b": "it holds a control character, U+2028",
    "half \ud83d": "it holds half of a character",
    ["x".repeat(101)]: "it has 101 characters",
    [`a${"\u0301".repeat(2000)}`]: "its letters have too many marks",
  };
  for (const [name, reason] of Object.entries(reasons)) {
    const { message } = assertThrows(() => label("--group", name), UsageError);
    assertStringIncludes(message, `: ${reason}`);
  }
});
