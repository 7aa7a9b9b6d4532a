// deno-lint-ignore-file no-console -- looks at what is printed
import { assertEquals, assertThrows } from "@std/assert";
import { verify } from "../../lib/notebook/mod.ts";

Deno.test("verify() prints what holds, and throws what does not", () => {
  const log = console.log, lines: string[] = [];
  console.log = (line: string) => void lines.push(line);
  try {
    verify("Every user has three", true, "1,000 users");
    assertThrows(
      () => verify("None is theirs", false, "user_7"),
      Error,
      "✘ None is theirs: user_7",
    );
  } finally {
    console.log = log;
  }
  assertEquals(lines, ["✔ Every user has three: 1,000 users"]);
});
