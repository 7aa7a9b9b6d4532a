/** Results of queries written as files, which take their places together. */
import { basename, dirname } from "node:path";
import { discard, putInPlace, temporaryName } from "../../base/files/temporary_files.ts";
import { attempt } from "../../base/files/replace_files.ts";
import type { Sql } from "../sql.ts";
import { quotedText } from "../../clickhouse/mod.ts";

/** A file, and the query whose result it holds. */
export interface Export {
  readonly path: string;
  readonly query: string;
}

/** How they are written. */
export type ExportFormat = "CSVWithNames" | "Parquet";

/**
 * How each format is written: so that every reader can read it (Snappy is what all know), and so that the
 * same result is the same bytes.
 */
const settings: Readonly<Record<ExportFormat, string>> = {
  CSVWithNames: "format_csv_null_representation = '', output_format_decimal_trailing_zeros = 1",
  Parquet: "output_format_parquet_compression_method = 'snappy', " +
    "output_format_parquet_string_as_string = 1, max_threads = 1",
};

/**
 * Writes the files beside their places; when all are complete, they take them.
 *
 * @throws {FileError} if a folder cannot be made or a file not be put in its place
 */
export async function exportFiles(
  sql: Sql,
  format: ExportFormat,
  exports: readonly Export[],
): Promise<void> {
  const temporaries: string[] = [];
  try {
    for (const { path, query } of exports) {
      await attempt(dirname(path), () => Deno.mkdir(dirname(path), { recursive: true }));
      const temporary = temporaryName(path);
      temporaries.push(temporary);
      await sql.run(
        `INSERT INTO FUNCTION file(${quotedText(temporary)}, ${format}) ${query} ` +
          `SETTINGS engine_file_truncate_on_insert = 1, ${settings[format]}`,
      );
    }
    for (const [at, { path }] of exports.entries()) {
      const temporary = temporaries[at] ?? basename(path);
      await attempt(path, () => Promise.resolve(putInPlace(temporary, path)));
    }
  } catch (error) {
    for (const temporary of temporaries) discard(temporary);
    throw error;
  }
}
