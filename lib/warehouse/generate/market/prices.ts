/** What products cost, and what it costs to send them. */
import type { Random } from "../../../base/random.ts";
import { oracle } from "../../oracle.ts";
import type { Baskets } from "./baskets.ts";
import type { Products, Sellers } from "./catalogue.ts";
import { categories } from "./categories.ts";
import { fitAmounts } from "./money.ts";
import type { People } from "./people.ts";
import { order } from "./quotas.ts";
import { freightCurve, priceCurve } from "./shape.ts";
import type { Size } from "./size.ts";
import { distances } from "./states.ts";

const quartiles = [0.25, 0.5, 0.75];

/** The price of each pair of an order and a product, in centavos. */
export function makePrices(
  size: Size,
  products: Products,
  baskets: Baskets,
  draw: Random,
): Int32Array {
  const pieces = new Uint32Array(products.count);
  baskets.product.forEach((product, pair) => {
    pieces[product] = (pieces[product] ?? 0) + (baskets.quantity[pair] ?? 0);
  });
  const worth = Float64Array.from(
    products.category,
    (category) => Math.log(categories[category]?.price ?? 80) + 0.75 * draw.gaussian(),
  );
  const habits = Uint8Array.from(worth, () => draw.int(10));
  const prices = fitAmounts({
    sorted: order(worth).filter((product) => pieces[product]),
    pieces,
    curve: priceCurve,
    sum: size.of(oracle.items.price.sum),
    plateaus: quartiles,
    usual: (centavos, product) => usualPrice(centavos, habits[product] ?? 0),
  });
  const result = Int32Array.from(baskets.product, (product) => prices[product] ?? 0);
  vary(result, baskets, prices, draw);
  return result;
}

/** Most prices end as shops like them to. */
function usualPrice(centavos: number, habit: number): number | null {
  if (centavos < 900 || habit > 6) return null;
  const tens = Math.max(1, Math.round(centavos / 1000)) * 1000;
  if (habit < 3) return tens - 10;
  if (habit < 5) return Math.round(centavos / 500) * 500 - 10;
  return habit === 5 ? tens - 1 : Math.round(centavos / 100) * 100;
}

/** Prices change with time: what one order pays less, another pays more. */
function vary(result: Int32Array, baskets: Baskets, prices: Int32Array, draw: Random) {
  const kept = new Set<number>([
    ...oracle.items.price.quartiles,
    oracle.items.price.least,
    oracle.items.price.most,
  ]);
  // No step leads above the dearest.
  const dear = 0.9 * oracle.items.price.most;
  const waiting = new Map<number, number>();
  for (let pair = 0; pair < result.length; pair++) {
    const product = baskets.product[pair] ?? 0;
    const price = prices[product] ?? 0;
    if (
      baskets.quantity[pair] !== 1 || price < 500 || price > dear || kept.has(price) ||
      !draw.chance(0.3)
    ) {
      continue;
    }
    const other = waiting.get(product);
    if (other === undefined) {
      waiting.set(product, pair);
      continue;
    }
    waiting.delete(product);
    const step = Math.max(1, Math.round(price * 0.08 * draw.next() / 100)) * 100;
    result[pair] = price - step;
    result[other] = price + step;
  }
}

/** The freight of a piece of each pair, in centavos: by distance and weight. */
export function makeFreight(
  { size, people, products, sellers, baskets }: {
    size: Size;
    people: People;
    products: Products;
    sellers: Sellers;
    baskets: Baskets;
  },
  draw: Random,
): Int32Array {
  const effort = new Float64Array(baskets.product.length);
  for (let pair = 0; pair < effort.length; pair++) {
    const product = baskets.product[pair] ?? 0;
    const from = sellers.state[products.seller[product] ?? 0] ?? 0;
    const to = people.state[baskets.order[pair] ?? 0] ?? 0;
    const distance = distances[from]?.[to] ?? 0;
    const weight = Math.max(0, products.weight[product] ?? 0);
    effort[pair] = 0.5 * Math.log(80 + distance) + 0.4 * Math.log(600 + weight) +
      0.3 * draw.gaussian();
  }
  return fitAmounts({
    sorted: order(effort),
    pieces: baskets.quantity,
    curve: freightCurve,
    sum: size.of(oracle.items.freight.sum),
    plateaus: quartiles,
    // Some are sent for nothing; some shops have a rate for all.
    usual: (centavos, pair) => centavos === 0 ? 0 : pair % 11 === 0 ? near(centavos) : null,
  });
}

/** The nearest of the usual rates, if one is near. */
function near(centavos: number): number | null {
  const rate = [739, 778, 1185, 1410, 1510, 1611, 1823].find((rate) =>
    Math.abs(rate - centavos) < 60
  );
  return rate ?? null;
}
