/** One large file counted by several threads. */
import { inOneGo, inSteps } from "../../base/steps.ts";
import { addCubes } from "./cube.ts";
import type { LogCounts, Rejected } from "./log_counts.ts";
import { LogScanner, type ScannerOptions } from "./log_scanner.ts";
import { addRejected, type OnReject } from "./rejected_rows.ts";
import { readInto } from "./read_into.ts";
import {
  areWhole,
  blockCount,
  type BlockJob,
  type BlockReport,
  type BlocksReport,
  scanBlocks,
} from "./scan_blocks.ts";
import type { WorkerReport } from "./scan_worker.ts";

/** How to scan a file with several threads. */
export interface ParallelOptions extends ScannerOptions {
  /** How many threads there are to be, this one among them. */
  readonly threads: number;
  /** Default: 16 MiB. */
  readonly block_bytes?: number;
  /** Told the bytes that have been taken on, now and then. */
  readonly onProgress?: ((bytes: number) => void) | undefined;
}

/**
 * Counts a file with several threads; the result is that of one. Lines that cannot be used are only
 * counted at first; the blocks that have some are read once more, to say which they are.
 *
 * @returns `undefined` if it must be read from the beginning to the end: a record spans two blocks in a
 *   way that only shows when all before it has been read, the first rows do not tell how times are
 *   written, or a thread failed
 * @throws {SyntaxError} if the first line is not a header with the four columns
 */
export async function scanParallel(
  path: string,
  options: ParallelOptions,
): Promise<LogCounts | undefined> {
  const { format, shape, module, threads, onProgress, block_bytes = 1 << 24 } = options;
  const first = readHeader(path, options);
  if (!first) return undefined;
  const next = new Int32Array(new SharedArrayBuffer(4));
  const job: BlockJob = { path, format, shape, module, block_bytes, next, ...first };
  const count = blockCount(job);
  const workers = startWorkers(job, Math.min(threads, count) - 1);
  try {
    const taken = () => Math.min(Atomics.load(next, 0) * block_bytes, job.size);
    const report = await inSteps(scanBlocks(job), () => onProgress?.(taken()));
    const reports = [report, ...await Promise.all(workers.reports)];
    return await inSteps(combine(reports, job, options));
  } catch (error) {
    if (error instanceof WorkerError) return undefined;
    throw error;
  } finally {
    Atomics.store(next, 0, count);
    workers.end();
  }
}

/** So many bytes of rows tell how times are written, as a rule. */
const sample_bytes = 4096;

/**
 * Where the columns are and the rows begin, and how long the file is; how times are written, if the first
 * rows tell that. Otherwise one thread has to find that out.
 */
function readHeader(
  path: string,
  { format }: ScannerOptions,
): Pick<BlockJob, "header" | "start" | "size"> | undefined {
  using file = Deno.openSync(path);
  const scanner = new LogScanner({ format, shape: { products: [] } });
  const limit = 4; // beyond a byte order mark, within the header
  scanner.begin({ position: 0, limit });
  inOneGo(readInto(scanner, file, 0, limit));
  if (!scanner.header) return undefined;
  const start = scanner.position;
  for (const limit of [start + 1, start + sample_bytes]) {
    file.seekSync(scanner.position, Deno.SeekMode.Start);
    scanner.begin({ position: scanner.position, limit });
    const isAll = inOneGo(readInto(scanner, file, scanner.position, limit));
    if (isAll) scanner.finish();
    const { header } = scanner;
    // What may be a date is no number of seconds before the first of these, but is one behind it.
    const isSure = header?.times === "s" ? limit === start + 1 : header?.times ?? isAll;
    if (header && isSure) return { header, start, size: file.statSync().size };
  }
}

class WorkerError extends Error {}

function startWorkers(job: BlockJob, count: number) {
  const workers = Array.from(
    { length: count },
    () => new Worker(new URL("./scan_worker.ts", import.meta.url).href, { type: "module" }),
  );
  const reports = workers.map((worker) =>
    new Promise<BlocksReport>((resolve, reject) => {
      worker.onerror = (event) => {
        event.preventDefault();
        reject(new WorkerError(event.message));
      };
      worker.onmessage = ({ data }: MessageEvent<WorkerReport>) =>
        data.kind === "done" ? resolve(data.report) : reject(new WorkerError(data.message));
      worker.postMessage(job);
    })
  );
  for (const report of reports) report.catch(() => {}); // handled when all are waited for
  return { reports, end: () => workers.forEach((worker) => worker.terminate()) };
}

/** The counts of all threads, if they fit together. */
function* combine(
  reports: readonly BlocksReport[],
  job: BlockJob,
  options: ParallelOptions,
): Generator<void, LogCounts | undefined> {
  const blocks = reports.flatMap(({ blocks }) => blocks).sort((a, b) => a.block - b.block);
  if (!areWhole(blocks)) return undefined;
  const sum = (pick: (counts: LogCounts) => number) =>
    reports.reduce((total, { counts }) => total + pick(counts), 0);
  return {
    rows_read: sum(({ rows_read }) => rows_read),
    rows_kept: sum(({ rows_kept }) => rows_kept),
    rejected: yield* explain(
      blocks,
      addRejected(reports.map(({ counts }) => counts)),
      job,
      options.onReject,
    ),
    times: job.header.times,
    cube: addCubes(reports.map(({ counts }) => counts.cube)),
  };
}

/**
 * Reads the blocks again that have lines that cannot be used, and says which they are, as long as that is
 * wanted; how many there are is known.
 */
function* explain(
  blocks: readonly BlockReport[],
  known: Rejected,
  job: BlockJob,
  onReject: OnReject = () => false,
): Generator<void, Rejected> {
  const { products } = job.shape;
  const scanner = new LogScanner({ ...job, shape: { products }, onReject });
  const isDone = () => !scanner.rejected.areWanted && scanner.rejected.hasLinesOf(known);
  using file = Deno.openSync(job.path);
  let line = 1; // the header
  for (const { began, ended, lines, rejected } of blocks) {
    if (known.size === 0 || isDone()) break;
    if (rejected > 0 && began !== undefined) {
      scanner.begin({ position: began, limit: ended, line });
      file.seekSync(began, Deno.SeekMode.Start);
      if (yield* readInto(scanner, file, began, ended)) scanner.finish();
    }
    line += lines;
  }
  const found = scanner.rejected.byReason;
  const reasons = new Set([...found.keys(), ...known.keys()]);
  return new Map(Array.from(reasons, (reason) => [reason, {
    count: known.get(reason)?.count ?? 0,
    lines: found.get(reason)?.lines ?? [],
  }]));
}
