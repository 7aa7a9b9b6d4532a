/** What can be asked of a database: queries, each of one collection. */
import type { Collection, Document } from "mongodb";
import type { CollectionName, Documents } from "../../lib/documents.ts";

/** What a collection holds: the store's are known by name. */
export type DocumentOf<Name> = Name extends CollectionName ? Documents[Name] : Document;

export interface Queries {
  /**
   * Runs a query, again if the collection is replaced under it.
   *
   * @throws {DatabaseDownError} if the database cannot be reached
   */
  query<Name extends string, T>(
    name: Name,
    query: (collection: Collection<DocumentOf<Name>>) => Promise<T>,
  ): Promise<T>;
}
