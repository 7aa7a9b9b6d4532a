/** How a simulated store gets into the database. */
import type { Db } from "mongodb";
import { storeBook } from "../documents.ts";
import { publish } from "../mongo/publish.ts";
import type { SimulatedStore } from "./simulate.ts";

/**
 * Replaces `products`, `users` and `orders` with those of a simulated store, all complete before the
 * first is replaced.
 *
 * @param onProgress told the number of documents written so far
 * @returns the number of documents
 */
export function loadStore(
  db: Db,
  store: SimulatedStore,
  onProgress?: (written: number) => void,
): Promise<number> {
  const { products, users } = store;
  const versions = { products, users, orders: store.orders() };
  return publish(db, storeBook, versions, onProgress ? { onProgress } : {});
}
