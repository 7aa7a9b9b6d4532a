import type { Db, Document } from "mongodb";
import type { CollectionName } from "../../../../lib/documents.ts";

/** By what documents without an `_id` of their own are put in order. */
const order: Partial<Record<CollectionName, Record<string, 1>>> = {
  analytics_trends: { rank: 1 },
  hot_right_now: { rank: 1 },
  trend_breakdowns: { dimension: 1, position: 1 },
  trending_products: { product_name: 1 },
};

/** The documents of a collection in order, without the `_id`s that the server gave them. */
export async function contentsOf(db: Db, name: CollectionName): Promise<Document[]> {
  const sort = order[name];
  return await db.collection(name)
    .find({}, sort ? { sort, projection: { _id: 0 } } : { sort: { _id: 1 } }).toArray();
}

/** What a collection has besides documents: its validator and its indexes. */
export async function rulesOf(db: Db, name: CollectionName): Promise<Document> {
  const [info] = await db.listCollections({ name }, { nameOnly: false }).toArray();
  const indexes = await db.collection(name).indexes();
  return {
    options: info?.options,
    indexes: indexes.map(({ key, unique = false }) => ({ key, unique })),
  };
}
