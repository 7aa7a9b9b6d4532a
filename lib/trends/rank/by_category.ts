/** The counts of a log, of the products of each category together. */
import { eventTypes } from "../../log_format.ts";
import { cellsPerProduct, type LogCube } from "../scan/log_counts.ts";
import type { CategorizedProduct } from "./breakdowns.ts";
import { placesOf } from "./places_of.ts";

/** The counts of categories, as if these were products. */
export interface CategoryCounts extends Pick<LogCube, "products" | "total"> {
  /** The categories, each named as it is. */
  readonly categories: readonly CategorizedProduct[];
  /** How many products were viewed. */
  readonly viewed: number;
}

const view = eventTypes.indexOf("view");

/**
 * Adds up the counts of the products of each category.
 *
 * @param products all that were counted
 */
export function byCategory(
  { products: counted, total }: Pick<LogCube, "products" | "total">,
  products: readonly CategorizedProduct[],
): CategoryCounts {
  const placeOf = placesOf(products, counted);
  const sums = new Map<string, Float64Array>();
  let viewed = 0;
  for (const [index, { key, category }] of products.entries()) {
    const from = cellsPerProduct * (placeOf(index, key) ?? NaN);
    let sum = sums.get(category);
    if (!sum) sums.set(category, sum = new Float64Array(cellsPerProduct));
    for (let event = 0; event < cellsPerProduct; event++) {
      sum[event] = (sum[event] as number) + (total[from + event] ?? 0);
    }
    if ((total[from + view] ?? 0) > 0) viewed++;
  }
  const names = [...sums.keys()];
  return {
    products: names,
    total: Float64Array.from([...sums.values()].flatMap((sum) => [...sum])),
    categories: names.map((name) => ({ key: name, category: name })),
    viewed,
  };
}
