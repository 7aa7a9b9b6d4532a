import { join } from "node:path";
import type { Db } from "mongodb";
import type {
  AnalyticsTrend,
  HotProduct,
  Product,
  TrendBreakdown,
  TrendingProduct,
  User,
} from "../documents.ts";
import { DzError } from "../errors.ts";
import { publish, retryWhenReplaced } from "../mongo/publish.ts";
import { breakdowns } from "./breakdowns.ts";
import { cityFrame, hourlyFrame, totalFrame } from "./frames.ts";
import { hotRightNow } from "./hot_right_now.ts";
import type { LogCube } from "./log_counts.ts";
import { shopLog, webTraffic } from "./log_format.ts";
import { type LogsReport, scanLogs, type ScanLogsOptions } from "./scan_logs.ts";
import { topProducts, trendingProducts } from "./top_products.ts";

/** What to compute the trends from. */
export interface TrendsOptions
  extends
    Pick<ScanLogsOptions, "maxRejected" | "threads" | "plain" | "onProgress">,
    AnalysisOptions {
  /** `logs.csv`, or several logs. */
  readonly logs: readonly string[];
  /** `web_traffic.csv`; absent: `trending_products` stays as it is. */
  readonly webTraffic?: string;
  /** The folder for lines that cannot be used: `logs.csv` and `web_traffic.csv` there. */
  readonly quarantineDir: string;
}

/** What to find in the counts of the shop's log. */
export interface AnalysisOptions {
  /** How many products to rank. */
  readonly top: number;
  /** When it is now. Default: the end of the log's last hour. */
  readonly asOf?: Date;
  /** After how long a view weighs half. */
  readonly halfLife_hours?: number;
}

/** What was found in the counts of the shop's log. */
export interface Analysis {
  readonly top: readonly AnalyticsTrend[];
  readonly hot: readonly HotProduct[];
  readonly breakdowns: readonly TrendBreakdown[];
}

/** The trends, and how the logs were read. */
export interface Trends extends Analysis {
  readonly trending: readonly TrendingProduct[];
  readonly logs: LogsReport;
  readonly webTraffic?: LogsReport;
}

/** What the store knows of the keys that a log has. */
export interface StoreKeys {
  readonly products: readonly Pick<Product, "_id" | "name" | "category">[];
  /** The city of each user, by the number that the log has. */
  readonly cities: ReadonlyMap<string, string>;
}

/**
 * Counts the logs and replaces `analytics_trends`, `hot_right_now`, `trend_breakdowns` and, if there is
 * a log of the web tracker, `trending_products`.
 *
 * @throws {FileError | LogError} if a log cannot be used; the old trends stay
 */
export async function publishTrends(db: Db, options: TrendsOptions): Promise<Trends> {
  const trends = await computeTrends(await readKeys(db), options);
  await publish(db, {
    ...collectionsOf(trends),
    ...(trends.webTraffic && { trending_products: trends.trending }),
  });
  return trends;
}

/** What was found, by the collections in which it is published. */
export function collectionsOf({ top, hot, breakdowns }: Analysis) {
  return { analytics_trends: top, hot_right_now: hot, trend_breakdowns: breakdowns };
}

/** The trends of the logs. */
export async function computeTrends(keys: StoreKeys, options: TrendsOptions): Promise<Trends> {
  const { products, cities } = keys;
  const scan = (paths: readonly string[], file: string) => ({
    paths,
    options: { ...options, quarantine: join(options.quarantineDir, file) },
  });
  const shop = scan(options.logs, "logs.csv");
  const logs = await scanLogs(shop.paths, {
    ...shop.options,
    format: shopLog,
    shape: { products: products.map(({ _id }) => _id), byHour: true, cities },
  });
  const analysis = analyse(logs.cube, keys, options);
  if (options.webTraffic === undefined) return { ...analysis, trending: [], logs };
  const tracker = scan([options.webTraffic], "web_traffic.csv");
  const traffic = await scanLogs(tracker.paths, {
    ...tracker.options,
    format: webTraffic,
    shape: { products: products.map(({ name }) => name) },
  });
  const byName = products.map(({ name }) => ({ key: name, name }));
  const trending = trendingProducts(totalFrame(traffic.cube), byName);
  return { ...analysis, trending, logs, webTraffic: traffic };
}

/** What a shop's log says, by its counts, which are by hour and by city. */
export function analyse(
  cube: LogCube,
  { products }: StoreKeys,
  { top, asOf, halfLife_hours }: AnalysisOptions,
): Analysis {
  const keyed = products.map(({ _id, name, category }) => ({ key: _id, name, category }));
  const total = totalFrame(cube), hourly = hourlyFrame(cube), byCity = cityFrame(cube);
  return {
    top: topProducts(total, keyed, top),
    hot: hotRightNow(hourly, keyed, {
      ...(asOf && { asOf }),
      ...(halfLife_hours !== undefined && { halfLife_hours }),
    }),
    breakdowns: breakdowns({ total, hourly, byCity }, keyed),
  };
}

/**
 * Reads what the store knows of products and users.
 *
 * @throws {DzError} if it has no products
 */
export async function readKeys(db: Db): Promise<StoreKeys> {
  const [products, users] = await Promise.all([
    retryWhenReplaced(() =>
      db.collection<Product>("products")
        .find({}, { projection: { name: 1, category: 1 }, sort: { _id: 1 } }).toArray()
    ),
    retryWhenReplaced(() =>
      db.collection<User>("users")
        .find({}, { projection: { _id: 0, user_id: 1, city: 1 }, batchSize: 20_000 }).toArray()
    ),
  ]);
  if (products.length === 0) {
    throw new DzError(
      `Cannot compute trends: ${db.databaseName} has no products. Run \`deno task generate\` first`,
    );
  }
  return { products, cities: new Map(users.map(({ user_id, city }) => [String(user_id), city])) };
}
