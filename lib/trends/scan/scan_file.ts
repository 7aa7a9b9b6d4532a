/** One log counted, in the way that suits its size and what it is kept in. */
import { DzError, FileError, isSystemError } from "../../base/errors.ts";
import { inSteps } from "../../base/steps.ts";
import { readScanModule } from "./kernel.ts";
import type { LogCounts } from "./log_counts.ts";
import { logBytes } from "../files/log_bytes.ts";
import { formOf, standardInput } from "../files/packing.ts";
import { LogScanner } from "./log_scanner.ts";
import type { ScanOptions } from "./scan_options.ts";
import { scanParallel } from "./scan_parallel.ts";

/** A log cannot be used as a whole: no header, no rows, too many bad lines. */
export class LogError extends DzError {}

/** From this size on, several threads are faster than one. */
const parallelFrom_bytes = 1 << 25;
const mostThreads = 8;

/**
 * Counts a log, whatever it is kept in: see {@link logBytes}.
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
  const form = formOf(path);
  if (form === "parquet") {
    const { countParquet } = await import("../files/count_parquet.ts"); // which takes time to load
    using file = await Deno.open(path);
    return await countParquet(file, options);
  }
  if (form === "csv" && await isLarge(path)) {
    const counts = await scanParallel(path, { ...scannerOptions, threads, onProgress });
    if (counts) return counts;
  }
  const scanner = new LogScanner(scannerOptions);
  for await (const piece of logBytes(path, onProgress)) scanner.push(piece);
  return await inSteps(scanner.endSteps());
}

async function isLarge(path: string): Promise<boolean> {
  const { size, isFile } = await Deno.stat(path);
  return isFile && size >= parallelFrom_bytes;
}
