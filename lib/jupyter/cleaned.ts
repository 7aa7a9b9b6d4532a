/** An executed notebook without what is of no use to a reader. */
import { stripVTControlCharacters } from "node:util";
import { type Notebook, type Output, textOf } from "./ipynb.ts";

/**
 * An executed notebook without what is of no use to a reader: the escape codes of colours, and the
 * version of the kernel's language. Pieces of one stream that follow each other become one, as they
 * are read.
 */
export function cleaned(notebook: Notebook): Notebook {
  const { version: _, ...language_info } = { ...notebook.metadata.language_info };
  const metadata = { ...notebook.metadata, language_info };
  const cells = notebook.cells.map((cell) =>
    cell.cell_type === "code"
      ? { ...cell, outputs: joined(cell.outputs.map(withoutColours)) }
      : cell
  );
  return { ...notebook, metadata, cells };
}

function withoutColours(output: Output): Output {
  const plain = (text: unknown) => stripVTControlCharacters(textOf(text as string | string[]));
  if (output.output_type === "stream") return { ...output, text: plain(output.text) };
  if (!output.data?.["text/plain"]) return output;
  return { ...output, data: { ...output.data, "text/plain": plain(output.data["text/plain"]) } };
}

function joined(outputs: readonly Output[]): Output[] {
  const result: Output[] = [];
  for (const output of outputs) {
    const last = result.at(-1);
    if (last && output.output_type === "stream" && last["name"] === output["name"]) {
      result[result.length - 1] = { ...last, text: textOf(last.text) + textOf(output.text) };
    } else result.push(output);
  }
  return result;
}
