/** How a simulated store gets into the database. */
import type { Db } from "mongodb";
import { storeBook } from "../documents.ts";
import { publishTogether } from "../mongo/publish.ts";
import type { Edition } from "../mongo/publishing/edition.ts";
import type { SimulatedStore } from "./simulate.ts";

/** The collections that a simulated store has. */
export const loadedCollections = ["products", "users", "orders"] as const;

/** How to load it. */
export interface LoadOptions {
  /** Told the number of documents written so far. */
  readonly onProgress?: ((written: number) => void) | undefined;
  /** Whether collections that the kit did not publish are replaced, too. */
  readonly replace?: boolean | undefined;
}

/**
 * Replaces `products`, `users` and `orders` with those of a simulated store, together.
 *
 * @returns the number of documents
 */
export function loadStore(
  db: Db,
  store: SimulatedStore,
  { onProgress, replace }: LoadOptions = {},
): Promise<number> {
  return publishTogether(
    db,
    storeBook,
    loadedCollections,
    (edition) => putStore(edition, store, onProgress),
    { replace },
  );
}

/** Puts the collections of a simulated store into an edition; returns the number of documents. */
export function putStore(
  edition: Edition<typeof storeBook>,
  store: SimulatedStore,
  onProgress?: (written: number) => void,
): Promise<number> {
  const { products, users } = store;
  return edition.put({ products, users, orders: store.orders() }, onProgress);
}
