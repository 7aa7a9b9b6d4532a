/** The record of what ran, `run.json`: the latest that became of each task. */
import { z } from "zod";
import { DzError } from "../base/errors.ts";
import { withFileLock } from "../base/files/file_lock.ts";
import { readSaved } from "../base/files/read_saved.ts";
import { writeFileWhole } from "../base/files/replace_files.ts";

const taskRecord = z.object({
  /** In which order tasks began, over all runs: a later one has a greater number. */
  turn: z.int().positive(),
  /** What the work depends on, apart from the tasks before it. */
  key: z.string(),
  state: z.enum(["running", "done", "failed", "stopped"]),
  /** The process that runs it, or did. */
  pid: z.int().positive(),
  began_ms: z.number(),
  ended_ms: z.number().exactOptional(),
  rows_in: z.number().exactOptional(),
  rows_out: z.number().exactOptional(),
  summary: z.string().exactOptional(),
  peak_bytes: z.number().exactOptional(),
  failures: z.array(z.string()),
});

const runRecord = z.object({
  graph: z.string(),
  /** The turn that was given away last. */
  turn: z.int().min(0),
  tasks: z.record(z.string(), taskRecord),
});

/** What ran. */
export type RunRecord = z.infer<typeof runRecord>;

/**
 * Reads the record; where there is none, nothing has run.
 *
 * @throws {DzError} if it cannot be read, or is not one of this graph
 */
export async function readRecord(path: string, graph: string): Promise<RunRecord> {
  const shape = runRecord.extend({ graph: z.literal(graph) });
  const record = await readSaved(path, shape, (options) =>
    new DzError(
      `Cannot understand ${path}, the record of what ran. Remove it to begin anew`,
      options,
    ));
  return record ?? { graph, turn: 0, tasks: {} };
}

/**
 * Changes the record, which is written whole; of several processes one after the other does.
 *
 * @returns the record as it is then
 * @throws {DzError} as {@linkcode readRecord} does
 * @throws {FileError} if it cannot be written
 */
export async function changeRecord(
  path: string,
  graph: string,
  change: (record: RunRecord) => void,
): Promise<RunRecord> {
  return await withFileLock(`${path}.lock`, async () => {
    const record = await readRecord(path, graph);
    change(record);
    await writeFileWhole(path, `${JSON.stringify(record, undefined, 2)}\n`);
    return record;
  });
}
