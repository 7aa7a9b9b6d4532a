/** The trends of a store's logs: counted, analysed and published. */
import { join } from "node:path";
import type { Db } from "mongodb";
import { storeBook, type TrendingProduct } from "../documents.ts";
import { publishTogether } from "../mongo/publish.ts";
import type { Edition } from "../mongo/publishing/edition.ts";
import {
  analyse,
  type Analysis,
  type AnalysisOptions,
  collectionsOf,
  type StoreKeys,
} from "./rank/analysis.ts";
import { shopLog, webTraffic } from "../log_format.ts";
import { type LogsReport, scanLogs, type ScanLogsOptions, sizeOf } from "./scan/scan_logs.ts";
import { type OnUsers, readKeys } from "./read_keys.ts";
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
  /** Whether collections that the kit did not publish are replaced, too. */
  readonly replace?: boolean | undefined;
  /** Told now and then how many of the store's users were read. */
  readonly onUsers?: OnUsers | undefined;
}

/** The trends, and how the logs were read. */
export interface LogTrends extends Analysis {
  readonly trending: readonly TrendingProduct[];
  readonly logs: LogsReport;
  readonly webTraffic?: LogsReport;
}

/**
 * Counts the logs and replaces `analytics_trends`, `hot_right_now`, `trend_breakdowns` and, if there is
 * a log of the web tracker, `trending_products`.
 *
 * @throws {PublishInterruptedError} if another run has loaded a store meanwhile
 * @throws {FileError | LogError} if a log cannot be used; the old trends stay
 */
export function publishTrends(db: Db, options: TrendsOptions): Promise<LogTrends> {
  return publishTogether(
    db,
    storeBook,
    trendCollections(options),
    (edition) => putTrends(edition, options),
    { replace: options.replace },
  );
}

/** The names of the collections that the trends are put into. */
export const trendCollections = ({ webTraffic }: Pick<TrendsOptions, "webTraffic">) => [
  ...["analytics_trends", "hot_right_now", "trend_breakdowns"] as const,
  ...(webTraffic === undefined ? [] : ["trending_products"] as const),
];

/** Counts the logs and puts their trends into an edition of the store. */
export async function putTrends(
  edition: Edition<typeof storeBook>,
  options: TrendsOptions,
): Promise<LogTrends> {
  const keys = await readKeys(await edition.reading("products", "users"), options.onUsers);
  const trends = await computeTrends(keys, options);
  await edition.put({
    ...collectionsOf(trends),
    ...(trends.webTraffic && { trending_products: trends.trending }),
  });
  return trends;
}

/** How many bytes there are to read; 0 if that is not known, as of standard input. */
export async function bytesToRead(
  { logs, webTraffic }: Pick<TrendsOptions, "logs" | "webTraffic">,
): Promise<number> {
  const sizes = await Promise.all([...logs, ...(webTraffic ? [webTraffic] : [])].map(sizeOf));
  return sizes.includes(0) ? 0 : sizes.reduce((a, b) => a + b);
}

/** The trends of the logs. `onProgress` is told the bytes that were read so far, of all of them. */
export async function computeTrends(keys: StoreKeys, options: TrendsOptions): Promise<LogTrends> {
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
  const before_bytes = await bytesToRead({ logs: options.logs });
  const tracker = scan([options.webTraffic], "web_traffic.csv");
  const traffic = await scanLogs(tracker.paths, {
    ...tracker.options,
    onProgress: (bytes) => options.onProgress?.(before_bytes + bytes),
    format: webTraffic,
    shape: { products: products.map(({ name }) => name) },
  });
  const byName = products.map(({ name }) => ({ key: name, name }));
  const trending = trendingProducts(traffic.cube, byName);
  return { ...analysis, trending, logs, webTraffic: traffic };
}
