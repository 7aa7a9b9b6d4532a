/** A Parquet file, read a group of rows at a time. */
import { isSystemError } from "../errors.ts";
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from "node:zlib";
import {
  type Compressors,
  type FileMetaData,
  parquetMetadataAsync,
  parquetRead,
  parquetSchema,
} from "hyparquet";
import { FineInstant } from "./fine_instant.ts";

/** Some of the rows of a Parquet file, all of one row group. */
export interface RowGroup {
  /** The number of the first row, from 0. */
  readonly first: number;
  readonly rows: number;
  /** The values of each column, in the order of {@link ParquetRows.names}. */
  readonly columns: readonly (readonly unknown[])[];
}

/** What a Parquet file holds. */
export interface ParquetRows {
  /** All columns that it has. */
  readonly schema: readonly string[];
  /** The columns that are read, in the file's order. */
  readonly names: readonly string[];
  /** The rows; one row group is in memory at a time. */
  readonly groups: AsyncIterable<RowGroup>;
}

/** How to read a Parquet file. */
export interface ParquetOptions {
  /** The columns that matter; default: all. */
  readonly columns?: readonly string[] | undefined;
  /** Told about how many bytes of the file were read so far. */
  readonly onProgress?: ((bytes: number) => void) | undefined;
}

/** What unpacks pages, apart from Snappy, which hyparquet has. */
const compressors: Compressors = {
  ZSTD: (bytes) => zstdDecompressSync(bytes),
  GZIP: (bytes) => gunzipSync(bytes),
  BROTLI: (bytes) => brotliDecompressSync(bytes),
};

/** Instants as they are: the default cuts them to milliseconds. */
const parsers = {
  timestampFromMicroseconds: (ticks: bigint) => new FineInstant(ticks, 6),
  timestampFromNanoseconds: (ticks: bigint) => new FineInstant(ticks, 9),
};

/**
 * Reads a Parquet file: texts as strings, instants as `Date`, finer ones as `FineInstant`, nulls as `null`.
 *
 * @throws {SyntaxError} if it is damaged, or no Parquet file
 */
export async function readParquet(
  file: Deno.FsFile,
  { columns, onProgress = () => {} }: ParquetOptions = {},
): Promise<ParquetRows> {
  const bytes = asyncBuffer(file);
  const { metadata, all } = await undamaged(async () => {
    const metadata = await parquetMetadataAsync(bytes);
    const all = parquetSchema(metadata).children.map(({ element }) => element.name);
    if (all.some((name) => typeof name !== "string")) throw new SyntaxError("a column has no name");
    return { metadata, all };
  });
  refuseCodecs(metadata);
  const names = columns ? all.filter((name) => columns.includes(name)) : all;
  const total = Number(metadata.num_rows);
  async function readGroup(first: number, rows: number): Promise<RowGroup> {
    const chunks = new Map(names.map((name) => [name, [] as (ArrayLike<unknown>)[]]));
    await undamaged(() =>
      parquetRead({
        file: bytes,
        metadata,
        compressors,
        parsers,
        columns: [...names],
        rowStart: first,
        rowEnd: first + rows,
        onChunk: ({ columnName, columnData }) => chunks.get(columnName)?.push(columnData),
      })
    );
    return { first, rows, columns: names.map((name) => joined(chunks.get(name) ?? [], rows)) };
  }
  async function* groups(): AsyncGenerator<RowGroup> {
    let first = 0;
    for (const { num_rows } of metadata.row_groups) {
      const rows = Number(num_rows);
      if (rows > 0) yield await readGroup(first, rows);
      first += rows;
      onProgress(Math.round(bytes.byteLength * first / total));
    }
  }
  return { schema: all, names, groups: groups() };
}

/** @throws {SyntaxError} if a column is compressed in a way that cannot be read */
function refuseCodecs({ row_groups }: FileMetaData): void {
  const known = ["UNCOMPRESSED", "SNAPPY", ...Object.keys(compressors)];
  const codec = row_groups.flatMap(({ columns }) => columns)
    .map(({ meta_data }) => meta_data?.codec ?? "UNCOMPRESSED")
    .find((codec) => !known.includes(codec));
  if (codec === undefined) return;
  throw new SyntaxError(
    `it is compressed with ${codec}, which cannot be read; ${known.join(", ")} can`,
  );
}

/** @throws {SyntaxError} if it is not as many values as there are rows */
function joined(chunks: readonly ArrayLike<unknown>[], rows: number): readonly unknown[] {
  const [first] = chunks;
  const values = chunks.length === 1 && Array.isArray(first)
    ? first
    : chunks.flatMap((chunk) => Array.from(chunk));
  if (values.length === rows) return values;
  throw new SyntaxError(`it is damaged: a column has ${values.length} of ${rows} rows`);
}

/** The file as hyparquet reads it. */
function asyncBuffer(file: Deno.FsFile) {
  const { size } = file.statSync();
  return {
    byteLength: size,
    /** Not interrupted: several may be wanted at once. */
    slice(from: number, to: number = size): ArrayBuffer {
      if (!(from >= 0 && from <= to && to <= size)) throw new SyntaxError("it is cut off");
      const bytes = new Uint8Array(to - from);
      file.seekSync(from, Deno.SeekMode.Start);
      for (let filled = 0; filled < bytes.length;) {
        const read = file.readSync(bytes.subarray(filled));
        if (read === null) throw new SyntaxError("it is cut off");
        filled += read;
      }
      return bytes.buffer;
    },
  };
}

/** Whatever goes wrong in decoding means that the file is damaged; what goes wrong in reading does not. */
async function undamaged<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (isSystemError(error)) throw error;
    const reason = (error as Error).message;
    throw new SyntaxError(`it is damaged, or no Parquet file (${reason})`, { cause: error });
  }
}
