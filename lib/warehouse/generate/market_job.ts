/** A set in markets, each made from its seed and number alone, by whichever thread. */
import type { OlistName } from "../olist.ts";
import { oracle } from "../oracle.ts";
import { makeMarket } from "./market/make_market.ts";
import { type MarketFiles, writeMarket } from "./lines/write_market.ts";

/** A market to be made. */
export interface MarketJob {
  readonly seed: number;
  readonly index: number;
  readonly orders: number;
  /** The number of its first order. */
  readonly first: number;
}

/** A market that was made. */
export interface MadeMarket {
  readonly files: MarketFiles;
  readonly rows: Readonly<Record<OlistName, number>>;
}

/** The markets of a set: as many as are needed for none to be bigger than `most` orders, the real set. */
export function marketJobs(
  seed: number,
  orders: number,
  most: number = oracle.rows.orders,
): MarketJob[] {
  const count = Math.ceil(orders / most);
  const start = (index: number) => Math.round(index * orders / count);
  return Array.from({ length: count }, (_, index) => ({
    seed,
    index,
    orders: start(index + 1) - start(index),
    first: start(index),
  }));
}

/** What the streams of a market's random numbers are named by. */
export const marketName = (index: number): string => `market ${index}`;

/** Makes one. */
export function makeFiles({ seed, index, orders, first }: MarketJob): MadeMarket {
  const name = marketName(index);
  const market = makeMarket(seed, name, orders);
  return {
    files: writeMarket(seed, name, market, first),
    rows: {
      customers: orders,
      orders,
      order_items: market.baskets.quantity.reduce((a, b) => a + b, 0),
      order_payments: market.payments.order.length,
      order_reviews: market.reviews.order.length,
      products: market.products.count,
      sellers: market.sellers.count,
    },
  };
}
