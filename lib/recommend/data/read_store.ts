/** What recommending reads of the store. */
import { z } from "zod";
import { categories, type Category, order, type User, user } from "../../documents.ts";
import { DzError } from "../../base/errors.ts";
import { readDocuments } from "../../mongo/read_documents.ts";
import type { Readable } from "../../mongo/readable.ts";
import type { Profile } from "../models/cold_start.ts";
import type { Interaction } from "../engine/mod.ts";

/** A user as far as recommending needs it. */
export type KnownUser = Pick<User, "user_id"> & Profile;

/** What is read of an order, a user and a product. */
const readOrder = z.object({
  user_id: order.shape.user_id,
  items: z.array(z.object({ name: z.string().min(1) })),
});
const readUser = z.object({
  user_id: user.shape.user_id,
  city: user.shape.city,
  interests: user.shape.interests,
});
const readProduct = z.object({ name: z.string().min(1), category: z.enum(categories) });

/**
 * Every purchase of a product, oldest first. A cancelled order counts: it, too, shows a liking.
 *
 * @throws {DzError} if there are no orders
 */
export async function readPurchases(db: Readable): Promise<Interaction[]> {
  const purchases: Interaction[] = [];
  const names = new Map<string, string>(); // each name once in the memory
  const orders = readDocuments(db, "orders", readOrder, {
    projection: { user_id: 1, "items.name": 1 },
    sort: { created_at: 1, _id: 1 },
    allowDiskUse: true,
  });
  for await (const { user_id, items } of orders) {
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
export async function readUsers(db: Readable): Promise<KnownUser[]> {
  const users = await Array.fromAsync(readDocuments(db, "users", readUser, {
    projection: { _id: 0, user_id: 1, city: 1, interests: 1 },
    sort: { user_id: 1 }, // the training gives out random numbers in this order
  }));
  if (users.length === 0) throw nothingIn(db, "users");
  return users;
}

/** The category of each product, by name. */
export async function readCategories(db: Readable): Promise<Map<string, Category>> {
  const products = await Array.fromAsync(readDocuments(db, "products", readProduct, {
    projection: { name: 1, category: 1 },
  }));
  return new Map(products.map(({ name, category }) => [name, category]));
}

const nothingIn = (db: Readable, collection: string) =>
  new DzError(
    `Cannot recommend: ${db.databaseName} has no ${collection}. Run \`deno task generate\` first`,
  );
