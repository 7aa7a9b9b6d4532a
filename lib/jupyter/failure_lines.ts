/** A cell that failed, in a few lines of text. */
import type { CellFailure } from "./run_notebook.ts";

/** So many lines of a cell, a message and a trace are shown at most. */
const most = { source: 12, message: 6, trace: 4 };

/** A cell that failed, in a few lines: its number, its source, the error. */
export function failureLines(notebook: string, failure: CellFailure): string[] {
  const { cell, of, source, name, message, trace } = failure;
  const places = trace.flatMap((lines) => lines.split("\n"))
    .filter((line) => /^\s+at /.test(line)).slice(0, most.trace);
  return [
    `✘ ${notebook}: cell ${cell} of ${of} failed`,
    ...cut(source.split("\n"), most.source).map((line) => `    │ ${line}`.trimEnd()),
    ...cut(`${name}: ${message}`.split("\n"), most.message).map((line) => `    ${line}`),
    ...places.map((line) => `      ${line.trim()}`),
  ];
}

const cut = (lines: readonly string[], most: number) =>
  lines.length > most ? [...lines.slice(0, most), "…"] : lines;
