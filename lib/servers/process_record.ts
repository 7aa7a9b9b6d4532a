/** A server's process, noted in a file of its folder, so that later commands find it again. */
import { z } from "zod";
import { writeFileWhole } from "../base/files/replace_files.ts";
import { identityOf, isRunning } from "./process_identity.ts";

const savedProcess = z.object({ pid: z.int().positive(), born: z.string().min(1) });

/** Notes that the process is this server's. */
export async function recordProcess(path: string, pid: number): Promise<void> {
  const identity = await identityOf(pid);
  if (identity) await writeFileWhole(path, JSON.stringify(identity));
}

/** The number of the noted process, if that very process still lives. */
export async function recordedProcess(path: string): Promise<number | undefined> {
  try {
    const saved = savedProcess.parse(JSON.parse(await Deno.readTextFile(path)));
    return await isRunning(saved) ? saved.pid : undefined;
  } catch {
    return undefined; // nothing, or nothing usable, was noted
  }
}
