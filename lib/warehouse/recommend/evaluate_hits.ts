/** Whether recommendations find what customers who came back bought next. */
import type { ExplicitOptions } from "../../recommend/engine/mod.ts";
import { type RateInterval, wilsonInterval } from "../../statistics/wilson.ts";
import { popularProducts } from "./popular.ts";
import { type OrderLine, rateProducts, type RatingKind } from "./ratings.ts";
import { isLater, topFive } from "./top_five.ts";

/** How often one of five recommended products is in the order held out. */
export interface HitEvaluation {
  /** Customers whose last order holds a product that they did not have. */
  readonly customers: number;
  /** With Wilson's 95 % interval; undefined without such customers. */
  readonly hit_at_5: RateInterval | undefined;
  /** That of the five products which most customers bought. */
  readonly hit_at_5_popular: RateInterval | undefined;
  /** Whether the intervals say that ALS finds more. */
  readonly als_wins: boolean;
}

/** Holds out the last order of every customer with two or more, and recommends from the others. */
export async function evaluateHits(
  lines: readonly OrderLine[],
  kind: RatingKind,
  options: ExplicitOptions,
): Promise<HitEvaluation> {
  const first = new Map<string, OrderLine>(), last = new Map<string, OrderLine>();
  for (const line of lines) {
    const customer = line.customer_unique_id;
    const start = first.get(customer), end = last.get(customer);
    if (!start || isLater(start, line)) first.set(customer, line);
    if (!end || isLater(line, end)) last.set(customer, line);
  }
  const isHeld = ({ customer_unique_id: customer, order_id }: OrderLine) =>
    order_id === last.get(customer)?.order_id && order_id !== first.get(customer)?.order_id;
  const training = lines.filter((line) => !isHeld(line));
  const owned = Map.groupBy(training, ({ customer_unique_id }) => customer_unique_id);
  const wanted = new Map<string, Set<string>>();
  for (const { customer_unique_id: customer, product_id } of lines.filter(isHeld)) {
    if (owned.get(customer)?.some((line) => line.product_id === product_id)) continue;
    wanted.set(customer, (wanted.get(customer) ?? new Set()).add(product_id));
  }
  if (wanted.size === 0) {
    return { customers: 0, hit_at_5: undefined, hit_at_5_popular: undefined, als_wins: false };
  }
  const found = new Set<string>();
  const rated = rateProducts(training, kind);
  for (const row of await topFive(training, rated, options, new Map(), wanted)) {
    const customer = row.customer_unique_id;
    if (wanted.get(customer)?.has(row.product_id)) found.add(customer);
  }
  const popular = popularProducts(training);
  let popularHits = 0;
  for (const [customer, products] of wanted) {
    const own = new Set(owned.get(customer)?.map(({ product_id }) => product_id));
    const five: string[] = [];
    for (const { product_id } of popular) {
      if (five.length === 5) break;
      if (!own.has(product_id)) five.push(product_id);
    }
    if (five.some((product) => products.has(product))) popularHits++;
  }
  const hit_at_5 = wilsonInterval(found.size, wanted.size);
  const hit_at_5_popular = wilsonInterval(popularHits, wanted.size);
  return {
    customers: wanted.size,
    hit_at_5,
    hit_at_5_popular,
    als_wins: hit_at_5.low > hit_at_5_popular.high,
  };
}
