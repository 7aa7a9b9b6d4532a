/** Removes what runs that have ended left unfinished. */
import type { Db } from "mongodb";
import { readRegister, takeOut } from "./register.ts";
import { isGoingOn } from "./run_owner.ts";
import { stagedCollection, stagingCollections } from "./staging_names.ts";

/**
 * Drops what ended runs left of next versions of a collection. A run is first taken out of the
 * register, so that it cannot take effect, whatever became of it.
 */
export async function sweep(db: Db, name: string, now: Date): Promise<void> {
  const left = new Set(await stagingCollections(db, name));
  // Read after the collections, which are made only by runs that are entered.
  for (const [run, entry] of Object.entries((await readRegister(db))?.runs ?? {})) {
    for (const staging of entry.staging) left.delete(staging);
    const concerned = entry.staging.some((staging) => stagedCollection(staging) === name);
    if (!concerned || await isGoingOn(entry, now) || !await takeOut(db, run)) continue;
    for (const staging of entry.staging) await db.dropCollection(staging);
  }
  for (const staging of left) await db.dropCollection(staging);
}
