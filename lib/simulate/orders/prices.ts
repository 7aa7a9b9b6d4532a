/** What each product cost at each moment, Black Friday included. */
import { hour_ms } from "../../base/durations.ts";
import type { Product } from "../../documents.ts";
import type { Random } from "../../base/random.ts";
import { inBlackFridayWeek, type Window } from "../seasonality.ts";

/** What a product, by its index, cost at a time in seconds since the window's start, in whole DZD. */
export type PriceAt = (product: number, second: number) => number;

/** How many products are cheaper in the week of Black Friday, and by how much. */
const promotion = { share: 0.4, discounts: [0.1, 0.1, 0.15, 0.2] };

/** How many products changed their price during the window, and by how much at most. */
const revision = { share: 0.3, most: 0.05 };

/**
 * The price history that makes orders keep a snapshot: some products changed their price once, some
 * were on promotion in the week of Black Friday. The catalogue's price is today's.
 */
export function priceHistory(
  products: readonly Product[],
  window: Window,
  random: Random,
): PriceAt {
  const histories = products.map(({ price }) => {
    const isRevised = random.chance(revision.share);
    const before = roundToTen(price * (1 + revision.most * (2 * random.next() - 1)));
    const revisedAt = isRevised ? random.int(window.hours) * 3600 : 0;
    const isPromoted = random.chance(promotion.share);
    const discount = isPromoted ? random.pick(promotion.discounts) : 0;
    return { price, before, revisedAt, discount };
  });
  const blackFriday = Uint8Array.from(
    { length: window.hours },
    (_, hour) => Number(inBlackFridayWeek(new Date(window.start.getTime() + hour * hour_ms))),
  );
  return (product, second) => {
    const history = histories[product];
    if (!history) throw new RangeError(`Cannot price product ${product}: there is no such product`);
    const { price, before, revisedAt, discount } = history;
    const regular = second < revisedAt ? before : price;
    const isPromoted = discount > 0 && blackFriday[Math.floor(second / 3600)] === 1;
    return isPromoted ? roundToTen(regular * (1 - discount)) : regular;
  };
}

function roundToTen(dzd: number): number {
  return Math.round(dzd / 10) * 10;
}
