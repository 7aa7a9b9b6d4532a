import pl from "nodejs-polars";
import type { AnalyticsTrend, TrendingProduct } from "../documents.ts";
import { eventTypes } from "./log_format.ts";

/** A product's key in a log, and its name. */
export interface NamedProduct {
  readonly key: string;
  readonly name: string;
}

/**
 * The counts of a scan as a frame: one row per product and event, columns `product`, `event`, `rows`.
 *
 * @param products the keys, in the order in which the scanner was given them
 * @param counts as in `LogCounts`
 */
export function countsFrame(products: readonly string[], counts: Float64Array): pl.DataFrame {
  return pl.DataFrame({
    product: products.flatMap((product) => eventTypes.map(() => product)),
    event: products.flatMap(() => [...eventTypes]),
    rows: [...counts],
  });
}

/** The views of each viewed product, most viewed first, ties by name: columns `name`, `views`. */
function viewsByName(counts: pl.DataFrame, products: readonly NamedProduct[]): pl.DataFrame {
  const names = pl.DataFrame({
    product: products.map(({ key }) => key),
    name: products.map(({ name }) => name),
  });
  return counts
    .filter(pl.col("event").eq(pl.lit("view")).and(pl.col("rows").gt(pl.lit(0))))
    .groupBy("product").agg(pl.col("rows").sum().alias("views"))
    .join(names, { on: "product", how: "inner" })
    .sort([pl.col("views"), pl.col("name")], [true, false])
    .select("name", "views");
}

/**
 * The `top` most viewed products with ranks from 1, ties broken by name. Products without a view have
 * no rank.
 */
export function topProducts(
  counts: pl.DataFrame,
  products: readonly NamedProduct[],
  top: number,
): AnalyticsTrend[] {
  return viewsByName(counts, products).head(top).toRecords().map(({ name, views }, index) => ({
    rank: index + 1,
    product_name: String(name),
    views: Number(views),
  }));
}

/** Every viewed product with the number of its views, most viewed first. */
export function trendingProducts(
  counts: pl.DataFrame,
  products: readonly NamedProduct[],
): TrendingProduct[] {
  return viewsByName(counts, products).toRecords().map(({ name, views }) => ({
    product_name: String(name),
    count: Number(views),
  }));
}
