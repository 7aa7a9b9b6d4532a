/** Texts in columns, and texts in lines of a width, for a terminal. */

/**
 * Rows of texts as lines of a table, each column as wide as its widest text.
 *
 * @param sides `l` or `r` for each column: the side at which its texts stand
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(columns([["setting", "ms"], ["w: 1", "0.61"]], "lr"), [
 *   "setting    ms",
 *   "w: 1     0.61",
 * ]);
 * ```
 */
export function columns(rows: readonly (readonly string[])[], sides: string): string[] {
  const widths = Array.from(
    sides,
    (_, column) => rows.reduce((widest, row) => Math.max(widest, row[column]?.length ?? 0), 0),
  );
  return rows.map((row) =>
    widths.map((width, column) => {
      const text = row[column] ?? "";
      return sides[column] === "r" ? text.padStart(width) : text.padEnd(width);
    }).join("  ").trimEnd()
  );
}

/** As wide as a terminal is at least. */
const terminalWidth = 80;

/** A text as lines of at most `width` characters, each after the indent. `w: 1` stays in one piece. */
export function wrapped(text: string, width = terminalWidth, indent = ""): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/(?<!w:) /)) {
    if (line && indent.length + line.length + 1 + word.length > width) {
      lines.push(indent + line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  return [...lines, indent + line];
}
