/** The names of collections in the making. */
import type { Db } from "mongodb";
import { collectionsLike } from "./collections_named.ts";

/** A name that no other collection has, for the next version of that one: `users__staging_0f3a99c1`. */
export const stagingName = (name: string): string =>
  `${name}__staging_${crypto.randomUUID().slice(0, 8)}`;

/** Of which collection that is the next version; `undefined` if {@link stagingName} made no such name. */
export function stagedCollection(staging: string): string | undefined {
  return /^(.+)__staging_[0-9a-f]{8}$/.exec(staging)?.[1];
}

/**
 * The names of the collections of `db` that publishing works on or has left behind.
 *
 * @param name of the collection whose next versions they are; absent: of any
 */
export async function stagingCollections(db: Db, name?: string): Promise<string[]> {
  const found = await collectionsLike(db, { name: { $regex: "__staging_[0-9a-f]{8}$" } });
  return [...found.keys()].filter((staging) =>
    name === undefined || stagedCollection(staging) === name
  );
}
