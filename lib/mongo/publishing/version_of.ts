/** Which version of a collection there is. */
import type { Db } from "mongodb";
import { collectionsNamed } from "./collections_named.ts";

/** Tells one published version of a collection from another; `undefined` if there is none. */
export async function versionOf(db: Db, name: string): Promise<string | undefined> {
  return (await collectionsNamed(db, [name])).get(name)?.version;
}
