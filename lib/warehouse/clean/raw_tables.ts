/** The raw files as tables that ClickHouse reads in place. */
import { olistFiles, type OlistName } from "../olist.ts";
import type { RawFile } from "../place.ts";
import { absent } from "../quality/forms.ts";

/** The database of what is in work, in the engine on this machine. */
export const workDatabase = "olist_work";

/** The table of a raw file: each of its columns as text, and `beyond_`, what a row has too much. */
export const rawTable = (name: OlistName): string => `${workDatabase}.raw_${name}`;

/** A name as ClickHouse reads it. */
export const quoted = (name: string): string => "`" + name.replaceAll(/[`\\]/g, "\\$&") + "`";

/** A text as ClickHouse reads it. */
export const literal = (text: string): string => `'${text.replaceAll(/['\\]/g, "\\$&")}'`;

/**
 * Makes the table of a raw file. A field that a row does not have is `\0`, so that it can be told from
 * one without a value.
 */
export function createRawTable({ name, path, columns }: RawFile): string {
  const wanted = new Set(Object.keys(olistFiles[name].columns));
  const fields = columns.map((column, at) =>
    // Columns that are not read may have any name, also none, or the same.
    `${wanted.has(column) ? quoted(column) : `unread_${at}_`} String DEFAULT '${absent}'`
  );
  return `CREATE OR REPLACE TABLE ${rawTable(name)} (${
    [...fields, `beyond_ String DEFAULT '${absent}'`].join(", ")
  }) ENGINE = File(CSV, ${literal(path)}${path.endsWith(".gz") ? ", 'gzip'" : ""})
SETTINGS input_format_csv_allow_variable_number_of_columns = 1,
  input_format_csv_skip_first_lines = 1, input_format_csv_empty_as_default = 0`;
}
