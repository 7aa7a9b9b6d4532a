/** Indexes that somebody added to a published collection: they stay with it. */
import type { Db, Document } from "mongodb";
import { firstLine } from "../../base/text/first_line.ts";
import type { CollectionDefinition } from "../book.ts";
import { AddedIndexError } from "../errors.ts";
import { afterElection } from "./after_election.ts";

/** The indexes of a collection that its book does not have, as the server describes them. */
export async function addedIndexes(
  db: Db,
  name: string,
  { indexes }: Pick<CollectionDefinition, "indexes">,
): Promise<Document[]> {
  const keys = new Set(
    [{ _id: 1 }, ...indexes.map(({ key }) => key)].map((key) => JSON.stringify(key)),
  );
  const found: Document[] = await db.collection(name).listIndexes().toArray();
  return found.filter(({ key }) => !keys.has(JSON.stringify(key)))
    .map(({ v: _, ns: __, ...index }) => index);
}

/**
 * Makes them on the next version.
 *
 * @throws {AddedIndexError} if one does not fit the documents
 */
export async function addIndexes(
  db: Db,
  { name, staging }: { readonly name: string; readonly staging: string },
  indexes: readonly Document[],
): Promise<void> {
  for (const index of indexes) {
    try {
      await afterElection(() =>
        db.command({ createIndexes: staging, indexes: [index], commitQuorum: "majority" })
      );
    } catch (error) {
      const reason = firstLine((error as Error).message);
      throw new AddedIndexError(name, String(index["name"]), reason, { cause: error });
    }
  }
}
