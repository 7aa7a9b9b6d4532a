/** A log in another format: Parquet, or plain CSV. */
import { attempt, replaceFiles } from "../../base/files/replace_files.ts";
import { writeAll } from "../../base/files/write_all.ts";
import {
  type ColumnTypes,
  ColumnTypesError,
  type Converted,
  csvToParquet,
} from "./csv_to_parquet.ts";
import { openInput } from "../../base/input/open_input.ts";
import { LogError } from "../scan/scan_file.ts";

/** What a log can be converted to. */
export const logKinds = ["parquet", "csv"] as const;
export type LogKind = typeof logKinds[number];

/** How to convert. */
export interface ConvertOptions {
  /** Whether lines that cannot be converted are left out; otherwise the first one is an error. */
  readonly skipBad: boolean;
  /** Told the bytes read so far, now and then. */
  readonly onProgress?: ((bytes: number) => void) | undefined;
}

/**
 * Converts a log to Parquet, or to plain CSV, whatever it is kept in. The new file appears when it is
 * complete.
 *
 * @returns what was written, if that was counted: of CSV it is not
 * @throws {FileError} if one file cannot be read or is damaged, or the other cannot be written
 * @throws {UsageError} if both are one file
 * @throws {LogError} if it is, for Parquet, no log, or has a line that cannot be converted
 */
export async function convertLog(
  from: string,
  to: string,
  kind: LogKind,
  { skipBad, onProgress }: ConvertOptions,
): Promise<Converted | undefined> {
  using input = await openInput(from, { again: kind === "parquet" });
  const read = () => input.csv(onProgress);
  return await replaceFiles([to], async ([file]) => {
    if (!file) throw new TypeError(`Cannot write ${to}: no file is open`);
    const write = (bytes: Uint8Array) => attempt(to, () => writeAll(file, bytes));
    try {
      if (kind === "csv") {
        for await (const piece of read()) await write(piece);
        return undefined;
      }
      for (let columns: ColumnTypes = { numericUsers: true, decimals: 3 };;) {
        try {
          return await csvToParquet(read(), write, { skipBad, ...columns });
        } catch (error) {
          if (!(error instanceof ColumnTypesError)) throw error;
          columns = { ...columns, ...error.needed };
          await attempt(to, () => file.truncate(0).then(() => file.seek(0, Deno.SeekMode.Start)));
        }
      }
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      throw new LogError(`Cannot convert ${input.name}: ${error.message}`, { cause: error });
    }
  });
}
