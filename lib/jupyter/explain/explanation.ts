/** What is wrong with a cell, in words that say where and what to do. */

/** What is wrong with a cell. */
export interface Explanation {
  /** Such as `SyntaxError`. */
  readonly kind: string;
  readonly message: string;
  /** Where in the cell, if that is known. */
  readonly place?: Place;
  /** What to do, in a sentence. */
  readonly hint?: string;
  /** Where in other files, a line each. */
  readonly trace?: readonly string[];
}

/** A place in a cell; lines and columns count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
  /** So many letters are marked. */
  readonly length?: number;
}

/** So wide may a line be that is shown; of a wider one the part around the place is. */
const widest = 100;

/** The explanation as lines of text: kind and message, the place, the line with a caret, the hint. */
export function explanationLines(
  { kind, message, place, hint, trace = [] }: Explanation,
  source: string,
): string[] {
  return [
    ...`${kind}: ${message}`.trimEnd().split("\n"),
    ...(place ? placeLines(place, source) : []),
    ...(hint ? [`  What to do: ${hint}`] : []),
    ...trace.map((line) => `    ${line.trim()}`),
  ];
}

/** Where it is, and that line with a caret below it. */
function placeLines({ line, column, length = 1 }: Place, source: string): string[] {
  const text = (source.split("\n")[line - 1] ?? "").replaceAll("\t", " ");
  const from = Math.max(0, Math.min(column - widest / 2, text.length - widest));
  const shown = text.slice(from, from + widest);
  const before = column - 1 - from;
  const marked = Math.max(1, Math.min(length, shown.length - before));
  const number = String(line);
  return [
    `  Line ${line}, column ${column} of the cell:`,
    `    ${number} │ ${shown}`.trimEnd(),
    `    ${" ".repeat(number.length)} │ ${" ".repeat(before)}${"^".repeat(marked)}`,
  ];
}
