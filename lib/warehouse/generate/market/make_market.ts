/**
 * A market: up to some hundred thousand orders with their people, products, sellers, payments and
 * reviews, whole in memory. Bigger sets are several markets side by side.
 */
import { random } from "../../../base/random.ts";
import { type Baskets, makeBaskets } from "./baskets.ts";
import { type Calendar, makeCalendar } from "./calendar.ts";
import { makeProducts, makeSellers, type Products, type Sellers } from "./catalogue.ts";
import { type Deliveries, makeDeliveries } from "./deliveries.ts";
import { makePayments, type Payments } from "./payments.ts";
import { makePeople, type People } from "./people.ts";
import { makeFreight, makePrices } from "./prices.ts";
import { apportion, labels } from "./quotas.ts";
import { makeReviews, type Reviews } from "./reviews.ts";
import { courses } from "./shape.ts";
import { Size } from "./size.ts";

/** All that is known of a market. */
export interface Market {
  readonly size: Size;
  readonly people: People;
  readonly sellers: Sellers;
  readonly products: Products;
  readonly baskets: Baskets;
  /** Of each pair of an order and a product, in centavos for a piece. */
  readonly prices: Int32Array;
  readonly freight: Int32Array;
  /** Of each order, a number in `courses`. */
  readonly course: Uint32Array;
  readonly calendar: Calendar;
  readonly payments: Payments;
  readonly deliveries: Deliveries;
  readonly reviews: Reviews;
}

/**
 * The market of a name and a seed.
 *
 * @param orders how many orders, at most 2^21
 */
export function makeMarket(seed: number, name: string, orders: number): Market {
  const size = new Size(orders);
  const draw = (part: string) => random(seed, `${name} ${part}`);
  const people = makePeople(size, draw("people"));
  const sellers = makeSellers(size, draw("sellers"));
  const products = makeProducts(size, sellers.count, draw("products"));

  const course = labels(apportion(orders, courses.map(({ count }) => count)), draw("courses"));
  const having = (test: (at: number) => boolean) => {
    const known = courses.map((_, at) => test(at) ? 1 : 0);
    return Uint8Array.from(course, (at) => known[at] ?? 0);
  };
  const canceled = having((at) => courses[at]?.status === "canceled");
  const delivered = having((at) => courses[at]?.status === "delivered");
  const hasItems = having((at) => courses[at]?.items === true);

  const baskets = makeBaskets({ size, people, products, hasItems }, draw("baskets"));
  const prices = makePrices(size, products, baskets, draw("prices"));
  const freight = makeFreight({ size, people, products, sellers, baskets }, draw("freight"));
  const calendar = makeCalendar(
    { size, people, products, baskets, prices, canceled },
    draw("calendar"),
  );
  const totals = new Int32Array(orders);
  baskets.order.forEach((order, pair) => {
    const each = (prices[pair] ?? 0) + (freight[pair] ?? 0);
    totals[order] = (totals[order] ?? 0) + each * (baskets.quantity[pair] ?? 0);
  });
  const payments = makePayments({ size, totals, canceled, delivered }, draw("payments"));
  const deliveries = makeDeliveries(
    { size, people, sellers, products, baskets, calendar, payments, course },
    draw("deliveries"),
  );
  const reviews = makeReviews(
    { size, people, products, baskets, calendar, deliveries, course },
    draw("reviews"),
  );
  return {
    ...{ size, people, sellers, products, baskets, prices, freight, course, calendar, payments },
    ...{ deliveries, reviews },
  };
}
