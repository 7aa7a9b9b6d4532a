/** One log counted, in the way that suits its size and what it is kept in. */
import { DzError, FileError, isSystemError } from "../../base/errors.ts";
import { inputName } from "../../base/input/input_form.ts";
import { openInput } from "../../base/input/open_input.ts";
import { readScanModule } from "./kernel.ts";
import type { LogCounts } from "./log_counts.ts";
import { LogScanner } from "./log_scanner.ts";
import type { ScanOptions } from "./scan_options.ts";
import { scanParallel } from "./scan_parallel.ts";

/** A log cannot be used as a whole: no header, no rows, too many bad lines. */
export class LogError extends DzError {}

/** From this size on, several threads are faster than one. */
const parallelFrom_bytes = 1 << 25;
const mostThreads = 8;

/**
 * Counts a log, whatever it is kept in: see {@link openInput}.
 *
 * @throws {FileError} if it cannot be read
 * @throws {LogError} if it has no header with the four columns, or if it is damaged
 */
export async function scanFile(path: string, options: ScanOptions): Promise<LogCounts> {
  try {
    return await scan(path, options);
  } catch (error) {
    if (error instanceof DzError) throw error;
    const what = inputName(path);
    if (error instanceof SyntaxError) {
      throw new LogError(`Cannot read ${what}: ${error.message}`, { cause: error });
    }
    throw isSystemError(error) ? FileError.from(`Cannot read ${what}`, error) : error;
  }
}

async function scan(path: string, options: ScanOptions): Promise<LogCounts> {
  const { format, shape, plain, onReject, onProgress } = options;
  const threads = options.threads ?? Math.min(navigator.hardwareConcurrency, mostThreads);
  const scannerOptions = {
    format,
    shape,
    module: plain ? undefined : readScanModule(),
    ...(onReject && { onReject }),
  };
  using input = await openInput(path);
  if (input.form === "parquet") {
    const { countParquet } = await import("../files/count_parquet.ts"); // which takes time to load
    return await countParquet(input, options);
  }
  if (input.form === "csv" && input.isFile && await isLarge(path)) {
    const counts = await scanParallel(path, { ...scannerOptions, threads, onProgress });
    if (counts) return counts;
  }
  const scanner = new LogScanner(scannerOptions);
  for await (const piece of input.csv(onProgress)) scanner.push(piece);
  return scanner.end();
}

async function isLarge(path: string): Promise<boolean> {
  const { size } = await Deno.stat(path);
  return size >= parallelFrom_bytes;
}
