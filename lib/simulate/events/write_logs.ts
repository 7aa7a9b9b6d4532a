/** The two logs of a simulated store, written to files. */
import { join } from "node:path";
import { csvField } from "../../base/text/csv_line.ts";
import { columnsOf, eventTypes, shopLog, webTraffic } from "../../log_format.ts";
import type { EventBatch } from "./clickstream.ts";
import { requireOurLogs } from "./require_our_logs.ts";
import { LogWriter } from "./log_writer.ts";
import { moveFiles } from "../../base/files/move_files.ts";
import { requireWritable } from "../../base/files/output.ts";
import { attempt, replaceFiles } from "../../base/files/replace_files.ts";
import { discard, temporaryName } from "../../base/files/temporary_files.ts";
import type { SimulatedStore } from "../simulate.ts";

/** The most rows that `web_traffic.csv` has: the last ones of the log. */
const maxWebTrafficRows = 100_000;

/** What was written, counted on the way. */
export interface WrittenLogs {
  /** Rows of `logs.csv`. */
  readonly rows: number;
  /** Views, carts and buys of each product: product `p` has those at `3 * p`, `3 * p + 1`, `3 * p + 2`. */
  readonly byAction: Float64Array;
}

/** How logs are written. */
export interface WriteLogsOptions {
  /** Called from time to time with the rows written so far. */
  readonly onProgress?: (rows: number) => void;
  /** Stops the writing and leaves the old files. */
  readonly signal?: AbortSignal;
  /** Whether to replace logs, too, that the simulator did not write. */
  readonly replace?: boolean | undefined;
}

/**
 * Writes `logs.csv` and `web_traffic.csv` into `dir`, which is made if it is missing. The old files
 * stay until both new ones are complete.
 *
 * @throws {FileError} if a file cannot be written; the signal's reason if it is aborted
 * @throws {ForeignLogError} if there are logs that the simulator did not write
 */
export async function writeLogs(
  store: SimulatedStore,
  dir: string,
  options: WriteLogsOptions = {},
): Promise<WrittenLogs> {
  const { folder, ...written } = await prepareLogs(store, dir, options);
  await moveFiles(folder, dir);
  return written;
}

/** Logs that are complete, and wait in a folder of their own. */
export interface PreparedLogs extends WrittenLogs {
  /** It has `logs.csv` and `web_traffic.csv`, to be moved; or it is discarded. */
  readonly folder: string;
}

/** Writes the same files into a new folder within `dir`, from where they can be moved at once. */
export async function prepareLogs(
  store: SimulatedStore,
  dir: string,
  options: WriteLogsOptions = {},
): Promise<PreparedLogs> {
  if (!options.replace) await requireOurLogs(dir);
  for (const name of ["logs.csv", "web_traffic.csv"]) requireWritable(join(dir, name));
  await attempt(dir, () => Deno.mkdir(dir, { recursive: true }));
  const folder = temporaryName(join(dir, "logs.csv"));
  try {
    await attempt(dir, () => Deno.mkdir(folder));
    return { ...await writeInto(folder, store, options), folder };
  } catch (error) {
    discard(folder);
    throw error;
  }
}

async function writeInto(
  folder: string,
  store: SimulatedStore,
  { onProgress, signal }: WriteLogsOptions,
): Promise<WrittenLogs> {
  const logsPath = join(folder, "logs.csv");
  const trafficPath = join(folder, "web_traffic.csv");
  const { products, users, eventCount, window: { start } } = store;
  const firstTrafficRow = Math.max(0, eventCount - maxWebTrafficRows);

  return await replaceFiles([logsPath, trafficPath], async ([logsFile, trafficFile]) => {
    if (!logsFile || !trafficFile) throw new TypeError("Cannot write the logs: no file is open");
    const logs = new LogWriter({
      target: { path: logsPath, file: logsFile },
      header: columnsOf(shopLog).join(","),
      actions: products.flatMap(({ _id }) => shopLog.words.map((word) => `${_id},${word}`)),
      users: users.length,
      start,
    });
    const traffic = new LogWriter({
      target: { path: trafficPath, file: trafficFile },
      header: columnsOf(webTraffic).join(","),
      actions: products.flatMap(({ name }) =>
        webTraffic.words.map((word) => `${csvField(name)},${word}`)
      ),
      users: users.length,
      start,
    });
    const byAction = new Float64Array(products.length * eventTypes.length);
    let rows = 0;
    for (const batch of store.events()) {
      signal?.throwIfAborted();
      count(batch, byAction);
      await logs.write(batch);
      await traffic.write(batch, Math.max(0, firstTrafficRow - rows));
      rows += batch.length;
      onProgress?.(rows);
    }
    await logs.flush();
    await traffic.flush();
    signal?.throwIfAborted();
    return { rows, byAction };
  });
}

function count({ length, action }: EventBatch, byAction: Float64Array): void {
  for (let i = 0; i < length; i++) {
    const a = action[i] as number;
    byAction[a] = (byAction[a] as number) + 1;
  }
}
