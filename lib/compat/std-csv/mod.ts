/**
 * A stand-in for `jsr:@std/csv` where only npm can be reached: what this project uses of it, on
 * `csv-parse` and `csv-stringify`. `deno task jsr` switches to the real one.
 */
import { parse as parseSync } from "csv-parse/sync";
import { stringify as stringifySync } from "csv-stringify/sync";

/** How to read. With `skipFirstRow` or `columns` each row is an object, otherwise an array. */
export interface ParseOptions {
  separator?: string;
  skipFirstRow?: boolean;
  columns?: readonly string[];
}

/** Parses a CSV text (RFC 4180), a leading byte order mark and blank lines left out.
 * @throws {SyntaxError} if quotes do not pair or a row has another number of fields */
export function parse(text: string, options?: undefined | { separator?: string }): string[][];
export function parse(text: string, options: ParseOptions): Record<string, string>[];
export function parse(text: string, options: ParseOptions = {}): unknown {
  const { separator = ",", skipFirstRow = false, columns } = options;
  try {
    return parseSync(text, {
      delimiter: separator,
      bom: true,
      skip_empty_lines: true,
      columns: columns ? [...columns] : skipFirstRow,
      from: columns && skipFirstRow ? 2 : 1,
      relax_column_count: columns === undefined && !skipFirstRow,
    });
  } catch (error) {
    throw new SyntaxError((error as Error).message, { cause: error });
  }
}

/** How to write. `columns` are the keys of the objects and, unless `headers` is false, the header. */
export interface StringifyOptions {
  separator?: string;
  headers?: boolean;
  columns?: readonly string[];
}

/** Writes rows as CSV (RFC 4180, CRLF at line ends), quoting where needed. */
export function stringify(
  data: readonly (readonly unknown[] | Record<string, unknown>)[],
  { separator = ",", headers = true, columns }: StringifyOptions = {},
): string {
  return stringifySync([...data], {
    delimiter: separator,
    record_delimiter: "\r\n",
    header: headers && columns !== undefined,
    ...(columns && { columns: [...columns] }),
    quoted_match: /[\r\n]/,
    cast: {
      boolean: String,
      date: String,
      object: (value) => JSON.stringify(value),
    },
  });
}
