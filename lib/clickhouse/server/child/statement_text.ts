/** What the text of a statement says of itself, as far as a server has to know it. */

/** Comments and blanks before a statement. */
const before = String.raw`^(?:\s+|--[^\n]*(?:\n|$)|#[! ][^\n]*(?:\n|$)|/\*[\s\S]*?\*/)*`;

const format = /\bFORMAT\s+(\w+)\s*(?:SETTINGS\b[^'"`]*)?;?\s*$/i;
const asksFor = new RegExp(`${before}(?:SELECT|WITH|\\()`, "i");
const inserts = new RegExp(`${before}INSERT\\b`, "i");

/** The format that a statement names at its end. */
export const formatOf = (sql: string): string | undefined => format.exec(sql)?.[1];

/** Whether it may be a query whose result can be handed over while it is made. */
export const isQuery = (sql: string): boolean => asksFor.test(sql);

/**
 * An insert whose data come after it: without its format, and that format.
 *
 * @returns `undefined` if it is another statement, or takes its rows from a query
 */
export function insertOf(sql: string): { into: string; format: string } | undefined {
  if (!inserts.test(sql) || /\bSELECT\b/i.test(sql)) return undefined;
  const [text, name] = format.exec(sql) ?? [];
  if (name === undefined || text === undefined) {
    const values = /\bVALUES\s*;?\s*$/i;
    return values.test(sql) ? { into: sql.replace(values, ""), format: "Values" } : undefined;
  }
  return { into: sql.slice(0, sql.length - text.length), format: name };
}

/** Formats without a frame: a block of rows after another is as good as both together. */
const frameless: ReadonlySet<string> = new Set([
  ...["JSONEachRow", "JSONLines", "NDJSON", "JSONStringsEachRow", "JSONCompactEachRow"],
  ...["JSONCompactStringsEachRow", "CSV", "TabSeparated", "TSV", "TabSeparatedRaw", "TSVRaw"],
  ...["Raw", "RowBinary", "Native", "LineAsString"],
]);

/** Whether a result in this format can be handed over block by block. */
export const isFrameless = (name: string): boolean => frameless.has(name);
