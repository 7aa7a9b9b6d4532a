/** What each user has bought. */
import type { Db } from "mongodb";
import type { Order } from "../../documents.ts";

/** The names of the products that each user has bought, by the user's number. */
export async function ownedProducts(db: Db): Promise<Map<number, Set<string>>> {
  const owned = new Map<number, Set<string>>();
  for await (const { user_id, items } of db.collection<Order>("orders").find()) {
    const products = owned.get(user_id) ?? new Set();
    for (const { name } of items) products.add(name);
    owned.set(user_id, products);
  }
  return owned;
}
