/** Refuses to replace what somebody else has put into a database. */
import type { Db } from "mongodb";
import { whole } from "../../base/text/whole.ts";
import type { Book } from "../book.ts";
import { collectionsNamed, type FoundCollection } from "./collections_named.ts";
import { ForeignCollectionError } from "../errors.ts";
import { isPublished } from "./mark.ts";

/** So long documents are counted that the server does not know the number of. */
const patience_ms = 2000;

/**
 * Makes sure that whatever has one of the names was published by the kit.
 *
 * @param replaceThem how to replace them all the same, if not by the flag of the task at hand
 * @throws {ForeignCollectionError} if something was not, with the number of its documents
 */
export async function requireOurs(
  db: Db,
  book: Book,
  names: readonly string[],
  replaceThem?: string,
): Promise<void> {
  const found = await collectionsNamed(db, names);
  const foreign = [...found.values()].filter((one) => {
    const definition = book[one.name];
    return !definition || !isPublished(one, definition);
  }).sort((a, b) => a.name < b.name ? -1 : 1);
  if (foreign.length === 0) return;
  const described = await Promise.all(
    foreign.map(async (one) => `${one.name} (${await contentsOf(db, one)})`),
  );
  throw new ForeignCollectionError(db.databaseName, described, replaceThem);
}

/** Such as `a view of 12 documents`. */
async function contentsOf(db: Db, { name, kind }: FoundCollection): Promise<string> {
  const collection = db.collection(name);
  const count = kind === "collection"
    ? await collection.estimatedDocumentCount()
    : await collection.countDocuments({}, { maxTimeMS: patience_ms }).catch(() => undefined);
  const documents = count === undefined
    ? undefined
    : `${whole(count)} ${count === 1 ? "document" : "documents"}`;
  if (kind === "collection") return documents ?? "";
  const what = kind === "view" ? "a view" : "a time series";
  return documents === undefined ? what : `${what} of ${documents}`;
}
