import { join } from "node:path";
import type { Db } from "mongodb";
import type { AnalyticsTrend, Product, TrendingProduct } from "../documents.ts";
import { DzError } from "../errors.ts";
import { publish, retryWhenReplaced } from "../mongo/publish.ts";
import { shopLog, webTraffic } from "./log_format.ts";
import { type LogReport, scanFile, type ScanOptions } from "./scan_file.ts";
import { countsFrame, topProducts, trendingProducts } from "./top_products.ts";

/** What to compute the trends from. */
export interface TrendsOptions extends Pick<ScanOptions, "maxRejected" | "onProgress"> {
  /** `logs.csv`. */
  readonly logs: string;
  /** `web_traffic.csv`; absent: `trending_products` stays as it is. */
  readonly webTraffic?: string;
  /** The folder for lines that cannot be used: `logs.csv` and `web_traffic.csv` there. */
  readonly quarantineDir: string;
  readonly top: number;
}

/** The trends, and how the logs were read. */
export interface Trends {
  readonly top: readonly AnalyticsTrend[];
  readonly trending: readonly TrendingProduct[];
  readonly logs: LogReport;
  readonly webTraffic?: LogReport;
}

/**
 * Counts the views of the logs and replaces `analytics_trends` and `trending_products`.
 *
 * @throws {FileError | LogError} if a log cannot be used; the old trends stay
 */
export async function publishTrends(db: Db, options: TrendsOptions): Promise<Trends> {
  const products = await retryWhenReplaced(() => readProducts(db));
  const trends = await computeTrends(products, options);
  await publish(db, {
    analytics_trends: trends.top,
    ...(trends.webTraffic && { trending_products: trends.trending }),
  });
  return trends;
}

/** The trends of the logs, by the names of `products`. */
export async function computeTrends(
  products: readonly Pick<Product, "_id" | "name">[],
  options: TrendsOptions,
): Promise<Trends> {
  const byId = products.map(({ _id, name }) => ({ key: _id, name }));
  const byName = products.map(({ name }) => ({ key: name, name }));
  const ids = byId.map(({ key }) => key);
  const names = byName.map(({ key }) => key);
  const logs = await scanFile(options.logs, {
    ...options,
    format: shopLog,
    products: ids,
    quarantine: join(options.quarantineDir, "logs.csv"),
  });
  const top = topProducts(countsFrame(ids, logs.counts), byId, options.top);
  if (options.webTraffic === undefined) return { top, trending: [], logs };
  const traffic = await scanFile(options.webTraffic, {
    ...options,
    format: webTraffic,
    products: names,
    quarantine: join(options.quarantineDir, "web_traffic.csv"),
  });
  const trending = trendingProducts(countsFrame(names, traffic.counts), byName);
  return { top, trending, logs, webTraffic: traffic };
}

async function readProducts(db: Db): Promise<Pick<Product, "_id" | "name">[]> {
  const products = await db.collection<Product>("products")
    .find({}, { projection: { name: 1 }, sort: { _id: 1 } }).toArray();
  if (products.length === 0) {
    throw new DzError(
      `Cannot compute trends: ${db.databaseName} has no products. Run \`deno task generate\` first`,
    );
  }
  return products;
}
