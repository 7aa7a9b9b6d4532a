/** The file that says how the embedded ClickHouse is reached, in its folder. */
import { join } from "node:path";
import { z } from "zod";
import { readSaved } from "../../base/files/read_saved.ts";
import { writeFileWhole } from "../../base/files/replace_files.ts";
import { ClickHouseFailedError } from "../errors.ts";

const savedServer = z.object({
  port: z.int().positive(),
  user: z.string(),
  password: z.string().min(1),
});

/** How the server is reached. */
export type SavedServer = z.infer<typeof savedServer>;

/** Where it is noted. */
export const stateFile = (dir: string): string => join(dir, "server.json");

/** The server as it is noted; `undefined` if none was ever made. */
export async function loadServer(dir: string): Promise<SavedServer | undefined> {
  const path = stateFile(dir);
  return await readSaved(path, savedServer, (options) =>
    new ClickHouseFailedError(
      `Cannot understand ${path}, which says how ClickHouse is reached. Remove it: the next start ` +
        "makes it anew, and the data stay",
      options,
    ));
}

/** Notes it where only its owner can read it. */
export async function saveServer(dir: string, server: SavedServer): Promise<void> {
  await writeFileWhole(stateFile(dir), JSON.stringify(server, null, 2), { mode: 0o600 });
}
