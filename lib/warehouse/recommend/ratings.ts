/** What customers thought of products, out of the lines of their orders. */
import type { Interactions } from "../../recommend/engine/mod.ts";

/** One line of an order, as the column store's `sales_fact` has it. */
export interface OrderLine {
  /** The person, not the `customer_id`, of which every order has its own. */
  readonly customer_unique_id: string;
  readonly order_id: string;
  /** A local time, `YYYY-MM-DD HH:MM:SS`. */
  readonly purchased_at: string;
  readonly product_id: string;
  readonly price: number;
  /** The mean of the order's reviews; null without one. */
  readonly review_score: number | null;
  /** The customer's state in this order. */
  readonly state: string;
}

/** How a line is rated: the score weighed by the price as the assignment wants it, or the score alone. */
export type RatingKind = "score and price" | "score";

/** Ratings by customer and product, and what was bought, both over the same ids in their order. */
export interface RatedProducts {
  readonly ratings: Interactions<string>;
  /** What each customer has, rated or not; the values are 1. */
  readonly owned: Interactions<string>;
  /** Of each entry of `ratings`, the orders that it comes from. */
  readonly ordersOf: readonly ReadonlySet<string>[];
  /** How many orders were left out because nobody reviewed them. */
  readonly ordersWithoutReview: number;
}

/**
 * The ratings: the mean over a customer's lines of a product of `review_score * (1 + log1p(price) / 10)`,
 * or of the score alone. Lines of orders without a review count as owned only.
 *
 * @throws {RangeError} if a price or a score is not a finite number, or a price is negative
 */
export function rateProducts(lines: readonly OrderLine[], kind: RatingKind): RatedProducts {
  const users = sortedIds(lines, "customer_unique_id"), items = sortedIds(lines, "product_id");
  const userAt = numbersOf(users), itemAt = numbersOf(items);
  const rows = users.map(() => new Map<number, Pair>());
  const silent = new Set<string>();
  for (const line of lines) {
    const { order_id, price, review_score } = line;
    if (!(price >= 0 && price < Infinity) || !(review_score === null || isFinite(review_score))) {
      throw new RangeError(
        `Cannot rate product ${line.product_id} of order ${order_id}: its price is ${price} and its ` +
          `score ${review_score}. Both must be numbers`,
      );
    }
    const row = rows[userAt.get(line.customer_unique_id) as number] as Map<number, Pair>;
    const item = itemAt.get(line.product_id) as number;
    const pair = row.get(item) ?? { sum: 0, lines: 0, orders: new Set<string>() };
    row.set(item, pair);
    if (review_score === null) {
      silent.add(order_id);
      continue;
    }
    pair.sum += kind === "score" ? review_score : review_score * (1 + Math.log1p(price) / 10);
    pair.lines++;
    pair.orders.add(order_id);
  }
  const sorted = rows.map((row) => [...row].sort(([one], [other]) => one - other));
  const rated = sorted.map((row) => row.filter(([, { lines }]) => lines > 0));
  const matrix = (of: typeof rated, value: (pair: Pair) => number) =>
    matrixOf(
      users,
      items,
      of.map((row) => row.map(([item, pair]) => [item, value(pair)] as const)),
    );
  return {
    ratings: matrix(rated, ({ sum, lines }) => sum / lines),
    owned: matrix(sorted, () => 1),
    ordersOf: rated.flatMap((row) => row.map(([, { orders }]) => orders)),
    ordersWithoutReview: silent.size,
  };
}

/** What the lines of one customer and one product come to. */
interface Pair {
  sum: number;
  lines: number;
  readonly orders: Set<string>;
}

/** A matrix out of rows of `[item, value]`, items ascending. */
export function matrixOf(
  users: readonly string[],
  items: readonly string[],
  rows: readonly (readonly (readonly [item: number, value: number])[])[],
): Interactions<string> {
  const indptr = new Uint32Array(rows.length + 1);
  for (const [row, { length }] of rows.entries()) {
    indptr[row + 1] = (indptr[row] as number) + length;
  }
  const entries = rows.flat();
  return {
    users,
    items,
    indptr,
    indices: Uint32Array.from(entries, ([item]) => item),
    values: Float32Array.from(entries, ([, value]) => value),
  };
}

function sortedIds(
  lines: readonly OrderLine[],
  key: "customer_unique_id" | "product_id",
): string[] {
  return [...new Set(lines.map((line) => line[key]))].sort();
}

/** The number of each id. */
export const numbersOf = (ids: readonly string[]): ReadonlyMap<string, number> =>
  new Map(ids.map((id, number) => [id, number]));
