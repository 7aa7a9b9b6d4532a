import pl from "nodejs-polars";
import type { AnalyticsTrend, TrendingProduct } from "../documents.ts";

/** A product's key in a log, and its name. */
export interface NamedProduct {
  readonly key: string;
  readonly name: string;
}

/** The views of each viewed product, most viewed first, ties by name: columns `name`, `views`. */
function viewsByName(total: pl.DataFrame, products: readonly NamedProduct[]): pl.DataFrame {
  const names = pl.DataFrame({
    product: products.map(({ key }) => key),
    name: products.map(({ name }) => name),
  });
  return total
    .filter(pl.col("event").eq(pl.lit("view")))
    .groupBy("product").agg(pl.col("rows").sum().alias("views"))
    .join(names, { on: "product", how: "inner" })
    .sort([pl.col("views"), pl.col("name")], [true, false])
    .select("name", "views");
}

/**
 * The `top` most viewed products with ranks from 1, ties broken by name. Products without a view have
 * no rank.
 *
 * @param total as of {@link totalFrame}
 */
export function topProducts(
  total: pl.DataFrame,
  products: readonly NamedProduct[],
  top: number,
): AnalyticsTrend[] {
  return viewsByName(total, products).head(top).toRecords().map(({ name, views }, index) => ({
    rank: index + 1,
    product_name: String(name),
    views: Number(views),
  }));
}

/**
 * Every viewed product with the number of its views, most viewed first.
 *
 * @param total as of {@link totalFrame}
 */
export function trendingProducts(
  total: pl.DataFrame,
  products: readonly NamedProduct[],
): TrendingProduct[] {
  return viewsByName(total, products).toRecords().map(({ name, views }) => ({
    product_name: String(name),
    count: Number(views),
  }));
}
