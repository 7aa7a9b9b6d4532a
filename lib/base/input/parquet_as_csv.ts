/** A Parquet file read as CSV. */
import { toJson } from "hyparquet";
import { csvField, csvLine } from "../text/csv_line.ts";
import { readParquet } from "./read_parquet.ts";

const rowsAtOnce = 1 << 15;

/**
 * A Parquet file as CSV, header first, the columns in the file's order: instants as
 * `2025-11-28T20:03:22Z`, with three, six or nine decimals if need be, nulls as empty fields.
 *
 * @param onProgress told about how many bytes of the file were read so far
 * @throws {SyntaxError} if it is damaged, or no Parquet file
 */
export async function* parquetAsCsv(
  file: Deno.FsFile,
  onProgress: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  const { names, groups } = await readParquet(file, { onProgress });
  yield encoder.encode(csvLine(names));
  for await (const { rows, columns } of groups) {
    for (let from = 0; from < rows; from += rowsAtOnce) {
      yield encoder.encode(csvRows(columns, from, Math.min(from + rowsAtOnce, rows)));
    }
  }
}

function csvRows(columns: readonly (readonly unknown[])[], from: number, to: number): string {
  let text = "";
  for (let row = from; row < to; row++) {
    for (let i = 0; i < columns.length; i++) {
      text += csvText(columns[i]?.[row]) + (i + 1 < columns.length ? "," : "\n");
    }
  }
  return text;
}

/** A value of a Parquet file as a field of CSV. */
export function csvText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) {
    return Number.isNaN(value.getTime()) ? "" : value.toISOString().replace(/\.0+Z$/, "Z");
  }
  return csvField(typeof value === "object" ? JSON.stringify(toJson(value)) : String(value));
}
