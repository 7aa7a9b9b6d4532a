import { DzError, FileError } from "../errors.ts";
import type { LogFormat } from "./log_format.ts";
import { type LogCounts, LogScanner } from "./log_scanner.ts";
import { Quarantine } from "./quarantine.ts";

/** A log cannot be used as a whole: no header, no rows, too many bad lines. */
export class LogError extends DzError {}

/** How to scan a file. */
export interface ScanOptions {
  readonly format: LogFormat;
  /** The `_id`s or names of the known products. */
  readonly products: readonly string[];
  /** The file for lines that cannot be used. */
  readonly quarantine: string;
  /** The share of rows, 0 to 1, that may be rejected before the run fails. */
  readonly maxRejected: number;
  /** Told the bytes read so far, now and then. */
  readonly onProgress?: (bytes: number) => void;
}

/** The counts of a log file. */
export interface LogReport extends LogCounts {
  readonly path: string;
  /** The file with the rejected lines, if there are any. */
  readonly quarantine?: string;
}

const buffer_bytes = 1 << 20;

/**
 * Counts a log file, setting aside the lines that cannot be used.
 *
 * @throws {FileError} if it cannot be read
 * @throws {LogError} if it has no header or no rows, or if too many of its rows cannot be used
 */
export async function scanFile(path: string, options: ScanOptions): Promise<LogReport> {
  const { format, products, maxRejected } = options;
  using quarantine = new Quarantine(options.quarantine);
  const scanner = new LogScanner(format, products, (line) => quarantine.add(line));
  const counts = await readWhole(path, scanner, options.onProgress);
  const file = quarantine.finish();
  if (counts.rows_read === 0) throw new LogError(`Cannot use ${path}: it has a header and no rows`);
  const report = { path, ...counts, ...(file && { quarantine: file }) };
  const rejected = counts.rows_read - counts.rows_kept;
  if (rejected > maxRejected * counts.rows_read) {
    throw new LogError(
      `Cannot use ${path}: ${percent(rejected / counts.rows_read)} of its rows are unusable, ` +
        `more than the ${percent(maxRejected)} allowed (${describeRejected(report)}). ` +
        `They are in ${file}; --max-rejected allows more`,
    );
  }
  return report;
}

async function readWhole(
  path: string,
  scanner: LogScanner,
  onProgress: (bytes: number) => void = () => {},
) {
  try {
    using file = await Deno.open(path);
    const buffer = new Uint8Array(buffer_bytes);
    let total = 0;
    for (let read; (read = await file.read(buffer)) !== null;) {
      scanner.push(buffer.subarray(0, read));
      onProgress(total += read);
    }
    return scanner.end();
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw new LogError(`Cannot read ${path}: ${error.message}`, { cause: error });
    }
    if (error instanceof DzError) throw error;
    throw FileError.from(`Cannot read ${path}`, error);
  }
}

/** The rejected rows in words: `3 bad timestamp (lines 5, 9, 12)`. */
export function describeRejected({ rejected }: LogCounts): string {
  return [...rejected].map(([reason, { count, lines }]) => {
    const more = count > lines.length ? ", …" : "";
    return `${count} ${reason} (line${count > 1 ? "s" : ""} ${lines.join(", ")}${more})`;
  }).join("; ");
}

const percent = (share: number) => `${Number((share * 100).toFixed(1))} %`;
