/** The trends as the page shows them, read from the database. */
import { ObjectId } from "mongodb";
import { z } from "zod";
import {
  type AnalyticsTrend,
  analyticsTrend,
  type HotProduct,
  hotProduct,
  type TrendBreakdown,
  trendBreakdown,
} from "../../../lib/documents.ts";
import { requireShape } from "../../../lib/mongo/read_documents.ts";
import type { Queries } from "../../data/queries.ts";

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

/** What is shown of a document; it may have more. */
const shownTop = z.object(analyticsTrend.shape);
const shownHot = z.object(hotProduct.shape);
const shownAll = z.object(trendBreakdown.shape);

/**
 * Reads the trends.
 *
 * @throws {DatabaseDownError} if the database cannot be reached
 * @throws {ForeignDocumentError} if something else than trends is there
 */
export async function readTrends(database: Queries): Promise<ShownTrends> {
  const [top, hot, all] = await Promise.all([
    // `_id` is an ObjectId, which holds the time at which the server made it.
    database.query(
      "analytics_trends",
      (collection) => collection.find({}, { sort: { rank: 1 }, limit: 100 }).toArray(),
    ),
    database.query(
      "hot_right_now",
      (collection) => collection.find({}, { sort: { rank: 1 }, limit: 10 }).toArray(),
    ),
    database.query(
      "trend_breakdowns",
      (collection) => collection.findOne({ dimension: "all" }),
    ),
  ]);
  const id: unknown = top[0]?._id;
  const updated_at = id instanceof ObjectId ? id.getTimestamp() : undefined;
  return {
    top: top.map((one) => requireShape("analytics_trends", shownTop, one)),
    hot: hot.map((one) => requireShape("hot_right_now", shownHot, one)),
    ...(all && { all: requireShape("trend_breakdowns", shownAll, all) }),
    ...(updated_at && { updated_at }),
  };
}
