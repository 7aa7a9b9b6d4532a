/** What recommending reads of the store. */
import type { Db } from "mongodb";
import type { Category, Order, Product, User } from "../../documents.ts";
import { DzError } from "../../base/errors.ts";
import type { Profile } from "../models/cold_start.ts";
import type { Interaction } from "../engine/mod.ts";

/** A user as far as recommending needs it. */
export type KnownUser = Pick<User, "user_id"> & Profile;

/**
 * Every purchase of a product, oldest first. A cancelled order counts: it, too, shows a liking.
 *
 * @throws {DzError} if there are no orders
 */
export async function readPurchases(db: Db): Promise<Interaction[]> {
  const purchases: Interaction[] = [];
  const names = new Map<string, string>(); // each name once in the memory
  const cursor = db.collection<Order>("orders").find({}, {
    projection: { user_id: 1, "items.name": 1 },
    sort: { created_at: 1, _id: 1 },
    allowDiskUse: true,
  });
  for await (const { user_id, items } of cursor) {
    for (const { name } of items) {
      const item = names.get(name) ?? name;
      names.set(item, item);
      purchases.push({ user: user_id, item });
    }
  }
  if (purchases.length === 0) throw nothingIn(db, "orders");
  return purchases;
}

/**
 * Every user, by number.
 *
 * @throws {DzError} if there are none
 */
export async function readUsers(db: Db): Promise<KnownUser[]> {
  const users = await db.collection<User>("users").find({}, {
    projection: { _id: 0, user_id: 1, city: 1, interests: 1 },
    sort: { user_id: 1 }, // the training gives out random numbers in this order
  }).toArray();
  if (users.length === 0) throw nothingIn(db, "users");
  return users;
}

/** The category of each product, by name. */
export async function readCategories(db: Db): Promise<Map<string, Category>> {
  const products = await db.collection<Product>("products")
    .find({}, { projection: { name: 1, category: 1 } }).toArray();
  return new Map(products.map(({ name, category }) => [name, category]));
}

const nothingIn = (db: Db, collection: string) =>
  new DzError(
    `Cannot recommend: ${db.databaseName} has no ${collection}. Run \`deno task generate\` first`,
  );
