/** The raw files as tables that ClickHouse reads in place. */
import { quotedName, quotedText } from "../../clickhouse/mod.ts";
import { olistFiles, type OlistName } from "../olist.ts";
import type { RawFile } from "../place.ts";
import { absent } from "../quality/forms.ts";

/** The database of what is in work, in the engine on this machine. */
export const workDatabase = "olist_work";

/**
 * Makes the table of a raw file. A field that a row does not have is `\0`, so that it can be told from
 * one without a value.
 */
export function createRawTable({ name, path, columns }: RawFile): string {
  const wanted = new Set(Object.keys(olistFiles[name].columns));
  const fields = columns.map((column, at) =>
    // Columns that are not read may have any name, also none, or the same.
    `${wanted.has(column) ? quotedName(column) : `unread_${at}_`} String DEFAULT '${absent}'`
  );
  return `CREATE OR REPLACE TABLE ${table(name)} (${
    [...fields, `beyond_ String DEFAULT '${absent}'`].join(", ")
  }) ENGINE = File(CSV, ${quotedText(path)}${path.endsWith(".gz") ? ", 'gzip'" : ""})
SETTINGS input_format_csv_allow_variable_number_of_columns = 1,
  input_format_csv_detect_header = 0,
  input_format_csv_empty_as_default = 0, input_format_csv_trim_whitespaces = 0,
  format_csv_null_representation = 'never'`;
}

const table = (name: OlistName) => `${workDatabase}.raw_${name}`;

/**
 * The rows of a raw file, to be read from: each of its columns as text; `row_`, its number, the first
 * below the header being 1; `whole_`, whether it has as many fields as there are columns; and `beyond_`,
 * the first field that it has too much. Blank lines are no rows.
 */
export function rawRows(name: OlistName): string {
  const columns = Object.keys(olistFiles[name].columns);
  const isBlank = [...columns, "beyond_"].map((column) => `${column} = '${absent}'`).join(" AND ");
  const isWhole = columns.map((column) => `${column} != '${absent}'`).join(" AND ");
  return `(SELECT *, assumeNotNull(_row_number) AS row_, ${isWhole} AND beyond_ = '${absent}' AS whole_
FROM ${table(name)} WHERE _row_number > 0 AND NOT (${isBlank}))`;
}
