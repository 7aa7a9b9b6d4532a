import { join } from "node:path";
import type { Db } from "mongodb";
import { type Product, storeBook, type TrendingProduct, type User } from "../documents.ts";
import { DzError } from "../base/errors.ts";
import { publish, retryWhenReplaced } from "../mongo/publish.ts";
import {
  analyse,
  type Analysis,
  type AnalysisOptions,
  collectionsOf,
  type StoreKeys,
} from "./rank/analysis.ts";
import { totalFrame } from "./rank/frames.ts";
import { shopLog, webTraffic } from "./files/log_format.ts";
import { type LogsReport, scanLogs, type ScanLogsOptions } from "./scan/scan_logs.ts";
import { trendingProducts } from "./rank/top_products.ts";

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

/** The trends, and how the logs were read. */
export interface Trends extends Analysis {
  readonly trending: readonly TrendingProduct[];
  readonly logs: LogsReport;
  readonly webTraffic?: LogsReport;
}

/**
 * Counts the logs and replaces `analytics_trends`, `hot_right_now`, `trend_breakdowns` and, if there is
 * a log of the web tracker, `trending_products`.
 *
 * @throws {FileError | LogError} if a log cannot be used; the old trends stay
 */
export async function publishTrends(db: Db, options: TrendsOptions): Promise<Trends> {
  const trends = await computeTrends(await readKeys(db), options);
  await publish(db, storeBook, {
    ...collectionsOf(trends),
    ...(trends.webTraffic && { trending_products: trends.trending }),
  });
  return trends;
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
