/** What a shop's log says, from its counts: the top, what is hot, and breakdowns. */
import type { AnalyticsTrend, HotProduct, Product, TrendBreakdown } from "../../documents.ts";
import { breakdowns } from "./breakdowns.ts";
import { byCategory } from "./by_category.ts";
import { endOfLog, type LogEnd } from "./end_of_log.ts";
import { cityFrame, hourTotalsFrame, rowsByHour, totalFrame } from "./frames.ts";
import { viewsOfCube } from "./hourly_views.ts";
import { hotRightNow } from "./hot_right_now.ts";
import type { LogCube } from "../scan/log_counts.ts";
import type { UserCities } from "../scan/user_cities.ts";
import { topProducts } from "./top_products.ts";
import { defaultWeighting } from "./weighted_views.ts";

/** What to find in the counts of the shop's log. */
export interface AnalysisOptions {
  /** How many products to rank. */
  readonly top: number;
  /** As of when products are hot. Default: when the log ends, see {@link endOfLog}. */
  readonly asOf?: Date;
  /** What the clock says: later hours are in the future. Absent: none is. */
  readonly now?: Date;
  /** After how long a view weighs half. */
  readonly halfLife_hours?: number;
}

/** What was found in the counts of the shop's log. */
export interface Analysis extends Partial<LogEnd> {
  readonly top: readonly AnalyticsTrend[];
  /** Absent: there is no past to compare with, or no view of late. */
  readonly hot: readonly HotProduct[] | undefined;
  readonly breakdowns: readonly TrendBreakdown[];
}

/** What the store knows of the keys that a log has. */
export interface StoreKeys {
  readonly products: readonly Pick<Product, "_id" | "name" | "category">[];
  /** The city of each user, by the number that the log has. */
  readonly cities: UserCities;
}

/** What a shop's log says, by its counts, which are by hour and by city. */
export function analyse(
  cube: LogCube,
  { products }: Pick<StoreKeys, "products">,
  { top: most, ...options }: AnalysisOptions,
): Analysis {
  const keyed = products.map(({ _id, name, category }) => ({ key: _id, name, category }));
  const hourly = hourTotalsFrame(cube), byCity = cityFrame(cube);
  const { asOf, now } = options;
  const end = asOf ? { asOf } : endOfLog(rowsByHour(hourly), now);
  const top = topProducts(cube, keyed, most);
  const weighting = { ...defaultWeighting, ...options, ...end };
  const hot = hotRightNow(viewsOfCube(cube), keyed, weighting);
  const { categories, viewed, ...sums } = byCategory(cube, keyed);
  const frames = { total: totalFrame(sums), hourly, byCity };
  return { ...end, top, hot, breakdowns: breakdowns(frames, categories, viewed) };
}

/** What was found, by the collections in which it is published. */
export function collectionsOf({ top, hot = [], breakdowns }: Analysis) {
  return { analytics_trends: top, hot_right_now: hot, trend_breakdowns: breakdowns };
}
