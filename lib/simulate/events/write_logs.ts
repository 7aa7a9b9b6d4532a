/** The two logs of a simulated store, written to files. */
import { join } from "node:path";
import { csvField } from "../../base/text/csv_line.ts";
import { columnsOf, eventTypes, shopLog, webTraffic } from "../../log_format.ts";
import type { EventBatch } from "./clickstream.ts";
import { LogWriter } from "./log_writer.ts";
import { attempt, replaceFiles } from "../../base/files/replace_files.ts";
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

/**
 * Writes `logs.csv` and `web_traffic.csv` into `dir`, which is made if it is missing. The old files
 * stay until both new ones are complete.
 *
 * @param onProgress is called from time to time with the rows written so far
 * @param signal stops the writing and leaves the old files
 * @throws {FileError} if a file cannot be written; the signal's reason if it is aborted
 */
export async function writeLogs(
  store: SimulatedStore,
  dir: string,
  { onProgress, signal }: { onProgress?: (rows: number) => void; signal?: AbortSignal } = {},
): Promise<WrittenLogs> {
  await attempt(dir, () => Deno.mkdir(dir, { recursive: true }));
  const logsPath = join(dir, "logs.csv");
  const trafficPath = join(dir, "web_traffic.csv");
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
