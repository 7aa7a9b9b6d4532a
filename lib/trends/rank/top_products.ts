/** The most viewed products. */
import type { AnalyticsTrend, TrendingProduct } from "../../documents.ts";
import { eventTypes } from "../../log_format.ts";
import { cellsPerProduct, type LogCube } from "../scan/log_counts.ts";
import { placesOf } from "./places_of.ts";

/** A product's key in a log, and its name. */
export interface NamedProduct {
  readonly key: string;
  readonly name: string;
}

/**
 * The `top` most viewed products with ranks from 1, ties broken by name. Products without a view have
 * no rank.
 *
 * @param counts of a log: see {@link LogCube}
 */
export function topProducts(
  counts: Pick<LogCube, "products" | "total">,
  products: readonly NamedProduct[],
  top: number,
): AnalyticsTrend[] {
  const best: TrendingProduct[] = [];
  let last: TrendingProduct | undefined; // of the best so far: who comes after it has no rank
  for (const product of viewedProducts(counts, products)) {
    if (last && mostViewedFirst(last, product) < 0) continue;
    if (best.push(product) < 2 * top) continue;
    best.sort(mostViewedFirst).length = top;
    last = best.at(-1);
  }
  return best.sort(mostViewedFirst).slice(0, top)
    .map(({ product_name, count }, index) => ({ rank: index + 1, product_name, views: count }));
}

/** Every viewed product with the number of its views, most viewed first, ties by name. */
export function trendingProducts(
  counts: Pick<LogCube, "products" | "total">,
  products: readonly NamedProduct[],
): TrendingProduct[] {
  return [...viewedProducts(counts, products)].sort(mostViewedFirst);
}

const mostViewedFirst = (a: TrendingProduct, b: TrendingProduct) =>
  b.count - a.count ||
  (a.product_name < b.product_name ? -1 : a.product_name > b.product_name ? 1 : 0);

const view = eventTypes.indexOf("view");

/** The products that were viewed, in their order. */
function* viewedProducts(
  { products: counted, total }: Pick<LogCube, "products" | "total">,
  products: readonly NamedProduct[],
): Generator<TrendingProduct> {
  const placeOf = placesOf(products, counted);
  for (const [index, { key, name }] of products.entries()) {
    const place = placeOf(index, key) ?? NaN;
    const count = total[place * cellsPerProduct + view] ?? 0;
    if (count > 0) yield { product_name: name, count };
  }
}
