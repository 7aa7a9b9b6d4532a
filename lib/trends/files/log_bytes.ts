/** A log as the bytes of CSV, whatever it is kept in. */
import { formOf } from "./packing.ts";

const chunk_bytes = 1 << 18;

/**
 * A log as CSV, piece by piece, whatever it is kept in: a CSV file, a compressed one (`.gz`), a Parquet
 * file, or standard input (`-`). Each piece is valid until the next.
 *
 * @param onProgress told the bytes of the file read so far, now and then
 * @throws {SyntaxError} if the file is damaged or not what its name says
 * @throws what reading a file throws
 */
export async function* logBytes(
  path: string,
  onProgress: (bytes: number) => void = () => {},
): AsyncGenerator<Uint8Array> {
  const form = formOf(path);
  if (form === "standard input") return yield* told(Deno.stdin.readable, onProgress);
  using file = await Deno.open(path);
  if ((await file.stat()).isDirectory) throw new Deno.errors.IsADirectory();
  // What reads other files takes memory and time to load.
  if (form === "gzip") {
    const { unpacked } = await import("./unpacked.ts");
    return yield* unpacked(told(chunksOf(file), onProgress));
  }
  if (form === "parquet") {
    const { parquetAsCsv } = await import("./parquet_as_csv.ts");
    return yield* parquetAsCsv(file, onProgress);
  }
  yield* told(chunksOf(file), onProgress);
}

async function* told(
  chunks: AsyncIterable<Uint8Array>,
  onProgress: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  let total = 0;
  for await (const chunk of chunks) {
    yield chunk;
    onProgress(total += chunk.length);
  }
}

async function* chunksOf(file: Deno.FsFile): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(chunk_bytes);
  for (let read; (read = await file.read(buffer)) !== null;) yield buffer.subarray(0, read);
}
