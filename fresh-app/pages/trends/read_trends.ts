/** The trends as the page shows them, read from the database. */
import type { AnalyticsTrend, HotProduct, TrendBreakdown } from "../../../lib/documents.ts";
import type { Database } from "../../data/database.ts";

/** What the page of the trends shows. */
export interface ShownTrends {
  /** The most viewed products, best first. */
  readonly top: readonly AnalyticsTrend[];
  /** The products that rise, best first. */
  readonly hot: readonly HotProduct[];
  /** The events of the whole log, if they were counted. */
  readonly all?: TrendBreakdown;
  /** When the trends were published; absent: there are none yet. */
  readonly updated_at?: Date;
}

/** The collections that {@link readTrends} reads. */
export const trendCollections = ["analytics_trends", "hot_right_now", "trend_breakdowns"] as const;

/**
 * Reads the trends.
 *
 * @throws {DatabaseDownError} if the database cannot be reached
 */
export async function readTrends(database: Database): Promise<ShownTrends> {
  const [top, hot, all] = await Promise.all([
    // `_id` is an ObjectId, which holds the time at which the server made it.
    database.query(
      "analytics_trends",
      (collection) => collection.find({}, { sort: { rank: 1 }, limit: 100 }).toArray(),
    ),
    database.query(
      "hot_right_now",
      (collection) =>
        collection.find({}, { sort: { rank: 1 }, limit: 10, projection: { _id: 0 } }).toArray(),
    ),
    database.query(
      "trend_breakdowns",
      (collection) => collection.findOne({ dimension: "all" }, { projection: { _id: 0 } }),
    ),
  ]);
  const updated_at = top[0]?._id.getTimestamp();
  return {
    top: top.map(({ rank, product_name, views }) => ({ rank, product_name, views })),
    hot,
    ...(all && { all }),
    ...(updated_at && { updated_at }),
  };
}
