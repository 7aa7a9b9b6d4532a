/**
 * A server's process, noted in a file of its folder, so that later commands find it again: also when the folder
 * is reached by another path or was moved, and not when it is a copy.
 */
import { dirname } from "node:path";
import { z } from "zod";
import { fileIdAt } from "../base/files/file_id.ts";
import { writeFileWhole } from "../base/files/replace_files.ts";
import { identityOf, isRunning } from "./process_identity.ts";

/** A server's process. */
export interface RecordedProcess {
  readonly pid: number;
  /** The folder in which it was started, if that path does not lead there any longer. */
  readonly movedFrom?: string;
}

const savedProcess = z.object({
  pid: z.int().positive(),
  born: z.string().min(1),
  // Earlier versions did not note the folder.
  folder: z.object({ path: z.string(), place: z.string() }).optional(),
});

/** Notes that the process is the server's of the folder that holds the file. */
export async function recordProcess(path: string, pid: number): Promise<void> {
  const identity = await identityOf(pid);
  if (!identity) return;
  const folder = await Deno.realPath(dirname(path)).catch(() => dirname(path));
  const saved = { ...identity, folder: { path: folder, place: fileIdAt(folder) } };
  await writeFileWhole(path, JSON.stringify(saved));
}

/** The noted process, if that very process still lives and serves this very folder. */
export async function recordedProcess(path: string): Promise<RecordedProcess | undefined> {
  try {
    const { folder, ...identity } = savedProcess.parse(JSON.parse(await Deno.readTextFile(path)));
    if (folder && folder.place !== fileIdAt(dirname(path))) return undefined; // of what this is a copy of
    if (!await isRunning(identity)) return undefined;
    const isMoved = folder && fileIdAt(folder.path) !== folder.place;
    return { pid: identity.pid, ...(isMoved && { movedFrom: folder.path }) };
  } catch {
    return undefined; // nothing, or nothing usable, was noted
  }
}
