/** What is wrong with the source of a cell that is no TypeScript. */
import { stop, transform, type TransformFailure } from "esbuild";
import type { Explanation } from "./explanation.ts";
import { syntaxHint } from "./syntax_hint.ts";

/** What is wrong with the source of a cell as TypeScript; `undefined`: nothing. */
export async function syntaxError(source: string): Promise<Explanation | undefined> {
  try {
    await transform(source, { loader: "ts", logLevel: "silent" });
  } catch (error) {
    const [first] = (error as TransformFailure).errors ?? [];
    if (!first) throw error;
    const { line = 1, column = 0, length = 1, lineText = "" } = first.location ?? {};
    // esbuild counts bytes of UTF-8.
    const letters = (bytes: number) =>
      new TextDecoder().decode(new TextEncoder().encode(lineText).subarray(0, bytes)).length;
    const start = letters(column);
    return {
      kind: "SyntaxError",
      message: first.text,
      place: { line, column: start + 1, length: letters(column + length) - start },
      hint: syntaxHint(first.text, source, line),
    };
  } finally {
    await stop();
  }
}
