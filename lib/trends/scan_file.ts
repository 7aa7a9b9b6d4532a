import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { DzError, FileError } from "../errors.ts";
import type { CubeShape } from "./cube.ts";
import { standardInput } from "./find_logs.ts";
import { readScanModule } from "./kernel.ts";
import type { LogCounts } from "./log_counts.ts";
import type { LogFormat } from "./log_format.ts";
import { LogScanner, type RejectedLine } from "./log_scanner.ts";
import { scanParallel } from "./scan_parallel.ts";

/** A log cannot be used as a whole: no header, no rows, too many bad lines. */
export class LogError extends DzError {}

/** How to scan a file. */
export interface ScanOptions {
  readonly format: LogFormat;
  /** What to count. */
  readonly shape: CubeShape;
  /** How many threads may work. Default: as many as the processor has, up to 8. */
  readonly threads?: number | undefined;
  /** Whether to do without WebAssembly. */
  readonly plain?: boolean;
  /** Told of each line that cannot be used. */
  readonly onReject?: (line: RejectedLine) => void;
  /** Told the bytes read so far, now and then. */
  readonly onProgress?: ((bytes: number) => void) | undefined;
}

/** From this size on, several threads are faster than one. */
const parallelFrom_bytes = 1 << 25;
const mostThreads = 8;
const chunk_bytes = 1 << 18;

/**
 * Counts a log: a CSV file, compressed (`.gz`) or not, or standard input (`-`).
 *
 * @throws {FileError} if it cannot be read
 * @throws {LogError} if it has no header with the four columns, or if it is damaged
 */
export async function scanFile(path: string, options: ScanOptions): Promise<LogCounts> {
  try {
    return await scan(path, options);
  } catch (error) {
    if (error instanceof DzError) throw error;
    const what = path === standardInput ? "standard input" : path;
    if (error instanceof SyntaxError) {
      throw new LogError(`Cannot read ${what}: ${error.message}`, { cause: error });
    }
    throw FileError.from(`Cannot read ${what}`, error);
  }
}

async function scan(path: string, options: ScanOptions): Promise<LogCounts> {
  const { format, shape, plain, onReject, onProgress } = options;
  const threads = options.threads ?? Math.min(navigator.hardwareConcurrency, mostThreads);
  const scanner = {
    format,
    shape,
    module: plain ? undefined : readScanModule(),
    ...(onReject && { onReject }),
  };
  if (path === standardInput) return await readStream(Deno.stdin.readable, scanner, onProgress);
  if (path.toLowerCase().endsWith(".gz")) return await readCompressed(path, scanner, onProgress);
  const { size, isFile } = await Deno.stat(path);
  if (isFile && size >= parallelFrom_bytes && threads > 1) {
    const counts = await scanParallel(path, { ...scanner, threads, onProgress });
    if (counts) return counts;
  }
  using file = await Deno.open(path);
  return await readStream(chunksOf(file), scanner, onProgress);
}

type Scanner = ConstructorParameters<typeof LogScanner>[0];

async function readCompressed(
  path: string,
  scanner: Scanner,
  onProgress: ScanOptions["onProgress"],
): Promise<LogCounts> {
  await Deno.stat(path); // whose errors say more than a stream's
  const file = createReadStream(path, { highWaterMark: chunk_bytes });
  const unpacked = file.pipe(createGunzip({ chunkSize: chunk_bytes }));
  file.on("error", (error) => unpacked.destroy(error));
  try {
    return await readStream(unpacked, scanner, onProgress && (() => onProgress(file.bytesRead)));
  } catch (error) {
    if (!String((error as { code?: string }).code).startsWith("Z_")) throw error;
    throw new SyntaxError("it is damaged, or not compressed with gzip", { cause: error });
  }
}

async function readStream(
  chunks: AsyncIterable<Uint8Array>,
  options: Scanner,
  onProgress: (bytes: number) => void = () => {},
): Promise<LogCounts> {
  const scanner = new LogScanner(options);
  let total = 0;
  for await (const chunk of chunks) {
    scanner.push(chunk);
    onProgress(total += chunk.length);
  }
  return scanner.end();
}

/** The pieces of a file; each is valid until the next. */
async function* chunksOf(file: Deno.FsFile): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(chunk_bytes);
  for (let read; (read = await file.read(buffer)) !== null;) yield buffer.subarray(0, read);
}
