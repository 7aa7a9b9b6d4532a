/** The most viewed products. */
import pl from "nodejs-polars";
import { sortedSteps } from "../../base/sorted_steps.ts";
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

/** How often products were viewed that were viewed at all. */
type Viewed = { readonly name: string; readonly views: number };

/** As {@link topProducts}, from the counts as they are; yields now and then. */
export function* topProductsSteps(
  cube: Pick<LogCube, "products" | "total">,
  products: readonly NamedProduct[],
  top: number,
): Generator<void, AnalyticsTrend[]> {
  let best: Viewed[] = [];
  for (const group of viewedProducts(cube, products)) {
    best = best.concat(group).sort(mostViewedFirst).slice(0, top);
    yield;
  }
  return best.map(({ name, views }, index) => ({ rank: index + 1, product_name: name, views }));
}

/** Every viewed product with the number of its views, most viewed first; yields now and then. */
export function* trendingProductsSteps(
  cube: Pick<LogCube, "products" | "total">,
  products: readonly NamedProduct[],
): Generator<void, TrendingProduct[]> {
  const viewed: Viewed[] = [];
  for (const group of viewedProducts(cube, products)) {
    for (const product of group) viewed.push(product);
    yield;
  }
  const sorted = yield* sortedSteps(viewed, mostViewedFirst);
  return sorted.map(({ name, views }) => ({ product_name: name, count: views }));
}

const mostViewedFirst = (a: Viewed, b: Viewed) =>
  b.views - a.views || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/** So many products are looked at in a step. */
const stepLength = 1 << 15;

/** The products that were viewed, in groups; a group may be empty. */
function* viewedProducts(
  { products: counted, total }: Pick<LogCube, "products" | "total">,
  products: readonly NamedProduct[],
): Generator<readonly Viewed[]> {
  const looking = placesOf(products, counted);
  let looked = looking.next();
  for (; !looked.done; looked = looking.next()) yield [];
  let group: Viewed[] = [];
  for (const [index, { key, name }] of products.entries()) {
    const place = looked.value(index, key);
    const views = place === undefined ? 0 : total[place * cellsPerProduct + view] ?? 0;
    if (views > 0) group.push({ name, views });
    if ((index + 1) % stepLength > 0) continue;
    yield group;
    group = [];
  }
  yield group;
}

const view = eventTypes.indexOf("view");
