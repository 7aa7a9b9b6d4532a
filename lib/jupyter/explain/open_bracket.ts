/**
 * The last bracket of a source that nothing closes, and its line, from 1; `undefined`: each is
 * closed. Brackets in texts and remarks do not count.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(openBracket("if (a) {\n  f(')');"), { bracket: "{", closing: "}", line: 1 });
 * ```
 */
export function openBracket(
  source: string,
): { readonly bracket: string; readonly closing: string; readonly line: number } | undefined {
  const code = source.replaceAll(
    /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|\/\/.*|\/\*.*?\*\//gs,
    (text) => text.startsWith("//") ? "" : text.replaceAll(/[^\n]/g, " "),
  );
  const open: { bracket: string; closing: string; line: number }[] = [];
  for (const [index, line] of code.split("\n").entries()) {
    for (const letter of line) {
      const closing = pairs.get(letter);
      if (closing) open.push({ bracket: letter, closing, line: index + 1 });
      else if (open.at(-1)?.closing === letter) open.pop();
    }
  }
  return open.at(-1);
}

const pairs = new Map([["(", ")"], ["[", "]"], ["{", "}"]]);
