/** The files that describe the embedded replica set, in its folder. */
import { join } from "node:path";
import { z } from "zod";
import { readSaved } from "../../base/files/read_saved.ts";
import { writeFileWhole } from "../../base/files/replace_files.ts";
import { DatabaseError } from "../errors.ts";
import { randomSecret, type ReplicaSet } from "./replica_set.ts";

/** The set as it is noted. */
export interface SavedSet extends ReplicaSet {
  /** Its members were given other ports; the set itself may not know of it yet. */
  readonly isMoving?: boolean | undefined;
}

const credentials = z.object({ user: z.string(), password: z.string() });
const savedSet = z.object({
  name: z.string(),
  ports: z.array(z.int()).length(3),
  users: z.object({ admin: credentials, owner: credentials, reader: credentials }),
  isMoving: z.boolean().optional(),
});

/** The secret that the members show each other. */
export const keyFileIn = (dir: string) => join(dir, "keyfile");
/** The folder of a member. */
export const memberDirIn = (dir: string, index: number) => join(dir, `member${index}`);

const setFile = (dir: string) => join(dir, "replica_set.json");
const setUpMarker = (dir: string) => join(dir, "set_up_for");

/** The set as it is, without starting anything; `undefined` if none was ever made. */
export async function loadEmbedded(dir: string): Promise<SavedSet | undefined> {
  const path = setFile(dir);
  return await readSaved(path, savedSet, (options) =>
    new DatabaseError(
      `Cannot understand ${path}, which describes the embedded replica set. Put back a copy of it ` +
        "if you have one; `deno task servers reset` begins anew, and deletes the data",
      options,
    ));
}

/** Keeps the set where only its owner can read it; with a new set goes a new secret. */
export async function saveSet(dir: string, set: SavedSet, isNew = false): Promise<void> {
  const secretly = { mode: 0o600 };
  if (isNew) await writeFileWhole(keyFileIn(dir), randomSecret(96), secretly);
  await writeFileWhole(setFile(dir), JSON.stringify(set, null, 2), secretly);
}

/** The databases that the users of the set, which was initiated to the end, may use. */
export async function setUpFor(dir: string): Promise<string[]> {
  const text = await Deno.readTextFile(setUpMarker(dir)).catch(() => "");
  return text.split("\n").filter(Boolean);
}

/** Notes them, a name a line. */
export function noteSetUpFor(dir: string, databases: readonly string[]): Promise<void> {
  return writeFileWhole(setUpMarker(dir), databases.join("\n"));
}
