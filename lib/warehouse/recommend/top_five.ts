/** The recommendations themselves: five products for every customer. */
import {
  explain,
  type ExplicitOptions,
  itemsOf,
  noItem,
  topKAll,
  trainExplicit,
} from "../../recommend/engine/mod.ts";
import { type Popular, popularProducts } from "./popular.ts";
import type { OrderLine, RatedProducts } from "./ratings.ts";

/** A row of `recommendations`. */
export interface Recommendation {
  readonly customer_unique_id: string;
  /** From 1, the best. */
  readonly rank: number;
  readonly product_id: string;
  /** The predicted rating; of what is popular, how many customers bought it there. */
  readonly score: number;
  /** `because of PRODUCT`, the rated purchase that speaks for it most, or `popular in STATE`. */
  readonly reason: string;
}

/** How many products each customer gets. */
const top = 5;

/**
 * The five products with the highest predicted rating for every customer, exactly, never one that the
 * customer has. Customers without a rating get what most customers bought in their last order's state,
 * and where that is not enough, anywhere. Fewer than five only if there are no others.
 *
 * @param lines those that `rated` was made of
 * @param without customers who have no line, with their states
 * @param only customers who are asked for; absent: all
 * @returns by customer, then by rank
 */
export async function topFive(
  lines: readonly OrderLine[],
  { ratings, owned }: RatedProducts,
  options: ExplicitOptions,
  without: ReadonlyMap<string, string> = new Map(),
  only?: Pick<ReadonlySet<string>, "has">,
): Promise<Recommendation[]> {
  const model = await trainExplicit(ratings, options);
  const { items, scores } = await topKAll(model, owned, top, options);
  const { users, indptr, indices, values } = ratings;
  const popular = popularIn(lines, without);
  const rows: Recommendation[] = [];
  for (const [user, customer_unique_id] of users.entries()) {
    if (only && !only.has(customer_unique_id)) continue;
    const from = indptr[user] as number, to = indptr[user + 1] as number;
    if (from === to) {
      const own = new Set(Array.from(itemsOf(owned, user), (item) => owned.items[item]));
      for (const [at, row] of popular(customer_unique_id, own).entries()) {
        rows.push({ customer_unique_id, rank: at + 1, ...row });
      }
      continue;
    }
    const basket = Array.from(indices.subarray(from, to), (item, at) => ({
      item,
      rating: values[from + at] as number,
    }));
    for (let place = 0; place < top; place++) {
      const item = items[user * top + place] as number;
      if (item === noItem) break;
      // One purchase needs no sums to be the one that speaks for it.
      const cause = basket.length > 1
        ? explain(model, basket, item).contributions[0]?.item
        : basket[0]?.item;
      rows.push({
        customer_unique_id,
        rank: place + 1,
        product_id: ratings.items[item] as string,
        score: scores[user * top + place] as number,
        reason: `because of ${ratings.items[cause as number]}`,
      });
    }
  }
  if (without.size === 0) return rows;
  for (const customer_unique_id of without.keys()) {
    for (const [at, row] of popular(customer_unique_id, new Set()).entries()) {
      rows.push({ customer_unique_id, rank: at + 1, ...row });
    }
  }
  const byId = Map.groupBy(rows, ({ customer_unique_id }) => customer_unique_id);
  return [...byId.keys()].sort().flatMap((customer) => byId.get(customer) ?? []);
}

/** Finds what is popular for a customer, without what the customer has. */
function popularIn(lines: readonly OrderLine[], without: ReadonlyMap<string, string>) {
  const last = new Map<string, OrderLine>();
  for (const line of lines) {
    const known = last.get(line.customer_unique_id);
    if (!known || isLater(line, known)) last.set(line.customer_unique_id, line);
  }
  const byState = Map.groupBy(lines, ({ state }) => state);
  const inState = new Map<string, readonly Popular[]>();
  for (const [state, own] of byState) inState.set(state, popularProducts(own));
  const anywhere = popularProducts(lines);
  return (customer: string, own: ReadonlySet<string | undefined>) => {
    const state = last.get(customer)?.state ?? without.get(customer) ?? "";
    const chosen = new Map<string, Pick<Recommendation, "product_id" | "score" | "reason">>();
    for (
      const [products, reason] of [
        [inState.get(state) ?? [], `popular in ${state}`],
        [anywhere, "popular everywhere"],
      ] as const
    ) {
      for (const { product_id, customers } of products) {
        if (chosen.size === top) break;
        if (own.has(product_id) || chosen.has(product_id)) continue;
        chosen.set(product_id, { product_id, score: customers, reason });
      }
    }
    return [...chosen.values()];
  };
}

/** Whether a line is of a later order: by time, then by id. */
export const isLater = (one: OrderLine, other: OrderLine): boolean =>
  one.purchased_at === other.purchased_at
    ? one.order_id > other.order_id
    : one.purchased_at > other.purchased_at;
