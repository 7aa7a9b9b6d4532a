/** Several logs counted one after the other, and the lines that cannot be used set aside. */
import { inputName, isStandardInput } from "../../base/input/input_form.ts";
import { shortPercentText } from "../../base/text/percent.ts";
import { timesExpected } from "../../base/time_reader.ts";
import { whole } from "../../base/text/whole.ts";
import { addCubes } from "./cube.ts";
import type { LogCounts, LogCube, Rejected } from "./log_counts.ts";
import { Quarantine } from "../files/quarantine.ts";
import { LogError, scanFile } from "./scan_file.ts";
import type { ScanOptions } from "./scan_options.ts";

/** How to scan several logs. */
export interface ScanLogsOptions extends Omit<ScanOptions, "onReject"> {
  /** The file for lines that cannot be used. */
  readonly quarantine: string;
  /** The share of a log's rows, 0 to 1, that may be rejected before the run fails. */
  readonly maxRejected: number;
}

/** What a log's rows were. */
export interface LogReport extends Omit<LogCounts, "cube"> {
  readonly path: string;
  /** How many of the lines that cannot be used are in the quarantine. */
  readonly quarantined: number;
}

/** The counts of logs together. */
export interface LogsReport {
  readonly rows_read: number;
  readonly rows_kept: number;
  readonly cube: LogCube;
  readonly logs: readonly LogReport[];
  /** The file with the lines that cannot be used, if there are any. */
  readonly quarantine?: string;
}

/**
 * Counts logs one after the other, setting aside the lines that cannot be used.
 *
 * @throws {FileError} if one cannot be read
 * @throws {LogError} if one has no header or no rows, or if too many of its rows cannot be used
 */
export async function scanLogs(
  paths: readonly string[],
  options: ScanLogsOptions,
): Promise<LogsReport> {
  using quarantine = new Quarantine(options.quarantine);
  const cubes: LogCube[] = [], logs: LogReport[] = [];
  let before_bytes = 0;
  for (const path of paths) {
    const name = inputName(path);
    const { cube, ...counts } = await scanFile(path, {
      ...options,
      onReject: (line) => quarantine.add(name, line),
      onProgress: (bytes) => options.onProgress?.(before_bytes + bytes),
    });
    before_bytes += await sizeOf(path);
    cubes.push(cube);
    const isUnusable = tooManyRejected(counts, options.maxRejected) !== undefined;
    const quarantined = quarantine.endLog(name, counts.rows_read - counts.rows_kept, isUnusable);
    logs.push({ path: name, ...counts, quarantined });
  }
  const file = quarantine.finish();
  for (const log of logs) check(log, options.maxRejected, file);
  const sum = (pick: (log: LogReport) => number) => logs.reduce((all, log) => all + pick(log), 0);
  return {
    rows_read: sum(({ rows_read }) => rows_read),
    rows_kept: sum(({ rows_kept }) => rows_kept),
    cube: addCubes(cubes),
    logs,
    ...(file && { quarantine: file }),
  };
}

/** How many bytes a log has; 0 if that is not known. */
export async function sizeOf(path: string): Promise<number> {
  if (isStandardInput(path)) return 0;
  return await Deno.stat(path).then(({ size }) => size, () => 0);
}

/** Fails if a log cannot be used as a whole. */
function check(log: LogReport, maxRejected: number, quarantine = ""): void {
  const { path, quarantined } = log;
  if (log.rows_read === 0) throw new LogError(`Cannot use ${path}: it has a header and no rows`);
  const reason = tooManyRejected(log, maxRejected);
  if (reason === undefined) return;
  throw new LogError(
    `Cannot use ${path}: ${reason}. ${whereRejected(log, quarantined, quarantine)}; ` +
      "--max-rejected allows more",
  );
}

/** Where the rejected rows are, as a sentence, if so many of them are in a quarantine. */
export function whereRejected(
  { rows_read, rows_kept }: Pick<LogCounts, "rows_read" | "rows_kept">,
  quarantined: number,
  file: string,
): string {
  const all = rows_read - rows_kept;
  return quarantined < all
    ? `The first ${whole(quarantined)} of them are in ${file}`
    : `They are in ${file}`;
}

/** In words why a log cannot be used, if more than a share of its rows, 0 to 1, was rejected. */
export function tooManyRejected(
  { rows_read, rows_kept, rejected }: Omit<LogCounts, "cube">,
  maxRejected: number,
): string | undefined {
  const share = (rows_read - rows_kept) / rows_read;
  if (share <= maxRejected) return undefined;
  const [found, allowed] = [share, maxRejected].map(shortPercentText);
  const expected = (rejected.get("bad timestamp")?.count ?? 0) > rows_read / 2
    ? `. A timestamp is such as ${timesExpected}`
    : "";
  return `${found} of its rows are unusable, more than the ${allowed} allowed ` +
    `(${describeRejected(rejected)})${expected}`;
}

/** That the times of logs have no zone, if those of some have none; it is to be said once. */
export function zoneLine(logs: readonly Pick<LogReport, "path" | "times">[]): string | undefined {
  const unzoned = logs.filter(({ times }) => times === "unzoned").map(({ path }) => path);
  return unzoned.length === 0
    ? undefined
    : `${unzoned.join(", ")}: the times have no time zone, so they are taken for UTC`;
}

/** The rejected rows in words: `3 bad timestamp (lines 5, 9, 12)`. */
export function describeRejected(rejected: Rejected): string {
  return [...rejected].map(([reason, { count, lines }]) => {
    const more = count > lines.length ? ", …" : "";
    if (lines.length === 0) return `${count} ${reason}`;
    return `${count} ${reason} (line${count > 1 ? "s" : ""} ${lines.join(", ")}${more})`;
  }).join("; ");
}
