/** Names and texts as ClickHouse reads them in a statement. */

/** A name: of a database, a table, a column. */
export const quotedName = (name: string): string => quoted(name, "`");

/** A text. */
export const quotedText = (text: string): string => quoted(text, "'");

const quoted = (text: string, quote: string) =>
  `${quote}${text.replaceAll("\\", "\\\\").replaceAll(quote, `\\${quote}`)}${quote}`;
