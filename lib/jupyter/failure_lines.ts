/** A cell that failed, in a few lines of text. */
import type { CellFailure } from "./run_notebook.ts";

/** So many lines of a cell and of what is said of it are shown at most. */
const most = { source: 12, said: 14 };

/** A cell that failed, in a few lines: its number, its source, and what a page says of it. */
export function failureLines(notebook: string, failure: CellFailure): string[] {
  const { cell, of, source, lines } = failure;
  return [
    `✘ ${notebook}: cell ${cell} of ${of} failed`,
    ...cut(source.split("\n"), most.source).map((line) => `    │ ${line}`.trimEnd()),
    ...cut(lines, most.said).map((line) => `    ${line}`),
  ];
}

const cut = (lines: readonly string[], most: number) =>
  lines.length > most ? [...lines.slice(0, most), "…"] : lines;
