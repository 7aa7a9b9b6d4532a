import { assertEquals } from "@std/assert";
import { codeCells, type Notebook, type Output, textOf } from "../../../lib/jupyter/ipynb.ts";
import { isMeasured } from "./numbers.ts";

/**
 * Makes sure that a fresh run shows what the committed notebook shows: to the byte, but for cells
 * that are tagged `measured`, whose outputs have to be of the same kinds.
 */
export function assertSameOutputs(fresh: Notebook, committed: Notebook): void {
  assertEquals(
    fresh.cells.map(({ source }) => textOf(source)),
    committed.cells.map(({ source }) => textOf(source)),
  );
  const others = codeCells(committed);
  for (const [index, cell] of codeCells(fresh).entries()) {
    const show = isMeasured(cell) ? kindOf : contentOf;
    const other = others[index]?.outputs ?? [];
    assertEquals(
      cell.outputs.map(show),
      other.map(show),
      `In [${index + 1}] ${textOf(cell.source)}`,
    );
  }
}

const kindOf = ({ output_type, name, data = {} }: Output) => ({
  output_type,
  name,
  types: Object.keys(data).sort(),
});

const contentOf = (output: Output) => ({
  ...kindOf(output),
  text: textOf(output.text),
  data: Object.fromEntries(
    Object.entries(output.data ?? {}).map(([type, content]) => [
      type,
      typeof content === "string" || Array.isArray(content) ? textOf(content) : content,
    ]),
  ),
});
