/** A package that a cell imports and that cannot be had: the kernel then says nothing. */
import type { Explanation } from "./explanation.ts";

/** What is fetched when it is imported. */
const fetched = /\b(?:from|import)\s*\(?\s*(["'])((?:npm:|jsr:|https?:\/\/)[^"'\s]+)\1/;

/** Explains that the first package of the cell may not be there; `undefined` if it imports none. */
export function missingPackage(source: string): Explanation | undefined {
  const found = fetched.exec(source);
  const [text = "", , name = ""] = found ?? [];
  if (!found) return undefined;
  const before = source.slice(0, found.index + text.length - name.length - 1).split("\n");
  return {
    kind: "Error",
    message: `${name} cannot be loaded, as it seems; the kernel does not say why`,
    place: {
      line: before.length,
      column: (before.at(-1) ?? "").length + 1,
      length: name.length,
    },
    hint:
      "look at its name and its version; it is fetched over the network, which has to be there.",
  };
}
