/** The most viewed products. */
import pl from "nodejs-polars";
import type { AnalyticsTrend, TrendingProduct } from "../../documents.ts";

/** A product's key in a log, and its name. */
export interface NamedProduct {
  readonly key: string;
  readonly name: string;
}

/**
 * The views of each viewed product, most viewed first, ties by name: columns `name`, `rows`. Joins and
 * sorts by name work on frames as they are; `filter` would call in the query optimizer, and its memory.
 */
function viewsByName(total: pl.DataFrame, products: readonly NamedProduct[]): pl.DataFrame {
  const views = pl.DataFrame({
    product: products.map(({ key }) => key),
    event: products.map(() => "view"),
    name: products.map(({ name }) => name),
  });
  return total.join(views, { on: ["product", "event"] }).sort(["rows", "name"], [true, false]);
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
  return viewsByName(total, products).head(top).toRecords().map(({ name, rows }, index) => ({
    rank: index + 1,
    product_name: String(name),
    views: Number(rows),
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
  return viewsByName(total, products).toRecords().map(({ name, rows }) => ({
    product_name: String(name),
    count: Number(rows),
  }));
}
