/** Versions of two collections that can be told apart by every single document. */
import type { Db } from "mongodb";
import type { AnalyticsTrend, TrendingProduct } from "../../../lib/documents.ts";
import { retryWhenReplaced } from "../../../lib/mongo/retry_when_replaced.ts";

/** How many documents a version has unless told; more than two batches of an insert or a query. */
export const versionSize = 2000;

/** Version `n` of `trending_products`: every count is `n`. */
export function version(n: number, size = versionSize): TrendingProduct[] {
  return Array.from({ length: size }, (_, i) => ({ product_name: `Product ${i}`, count: n }));
}

/** Version `n` of `analytics_trends`: all views are `n`. */
export function trends(n: number): AnalyticsTrend[] {
  return Array.from({ length: 10 }, (_, i) => ({
    rank: i + 1,
    product_name: `Product ${i}`,
    views: n,
  }));
}

/** What a reader sees of `trending_products`, such as `2000 of version 3`; mixtures show as such. */
export async function seen(db: Db): Promise<string> {
  const documents = await retryWhenReplaced(
    () => db.collection<TrendingProduct>("trending_products").find().toArray(),
    10,
  );
  const sizes = new Map<number, number>();
  for (const { count } of documents) sizes.set(count, (sizes.get(count) ?? 0) + 1);
  return [...sizes].map(([n, size]) => `${size} of version ${n}`).join(" and ") || "nothing";
}

/** What a reader sees of `analytics_trends`, in the same words. */
export async function seenTrends(db: Db): Promise<string> {
  const documents = await db.collection<AnalyticsTrend>("analytics_trends").find().toArray();
  const versions = [...new Set(documents.map(({ views }) => views))];
  return documents.length === 0 ? "nothing" : `${documents.length} of version ${versions}`;
}
