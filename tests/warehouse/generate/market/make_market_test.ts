import { assertAlmostEquals, assertEquals } from "@std/assert";
import { categories } from "../../../../lib/warehouse/generate/market/categories.ts";
import { toSeconds } from "../../../../lib/warehouse/generate/market/local_time.ts";
import { makeMarket, type Market } from "../../../../lib/warehouse/generate/market/make_market.ts";
import {
  courses,
  ordersOfPeople,
  reviewedAgain,
  sequentials,
  withoutReviews,
} from "../../../../lib/warehouse/generate/market/shape.ts";
import { states } from "../../../../lib/warehouse/generate/market/states.ts";
import { orderStatuses, paymentTypes } from "../../../../lib/warehouse/olist.ts";
import { oracle } from "../../../../lib/warehouse/oracle.ts";

const market = makeMarket(7, "market 0", oracle.rows.orders);

/** How often each value stands. */
function counts(values: Iterable<number>): Map<number, number> {
  const result = new Map<number, number>();
  for (const value of values) result.set(value, (result.get(value) ?? 0) + 1);
  return result;
}

const total = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0);

/** A list of each line's price, freight, order. */
function linesOf({ baskets, prices, freight }: Market) {
  const lines: { order: number; number: number; price: number; freight: number }[] = [];
  baskets.order.forEach((order, pair) => {
    for (let piece = 0; piece < (baskets.quantity[pair] ?? 0); piece++) {
      const number = lines.at(-1)?.order === order ? (lines.at(-1)?.number ?? 0) + 1 : 1;
      lines.push({ order, number, price: prices[pair] ?? 0, freight: freight[pair] ?? 0 });
    }
  });
  return lines;
}

Deno.test("orders are as many by status, by month and with as many missing times as in the real set", () => {
  const { course, calendar, deliveries } = market;
  const statuses = counts(
    Array.from(course, (at) => orderStatuses.findIndex((status) => status === courses[at]?.status)),
  );
  assertEquals(
    Object.fromEntries(orderStatuses.map((status, i) => [status, statuses.get(i)])),
    oracle.orders.statuses,
  );
  const months = counts(Array.from(calendar.purchased, (seconds) => {
    const date = new Date(Date.UTC(2016, 0, 1) + seconds * 1000);
    return (date.getUTCFullYear() - 2016) * 12 + date.getUTCMonth() - 8;
  }));
  assertEquals(oracle.orders.months.map((_, i) => months.get(i) ?? 0), [...oracle.orders.months]);
  const missing = (times: Uint32Array) => counts(times).get(0) ?? 0;
  const { approved, carrier, delivered } = oracle.orders.missing;
  assertEquals(
    [missing(deliveries.approved), missing(deliveries.carrier), missing(deliveries.delivered)],
    [approved, carrier, delivered],
  );
  const sorted = calendar.purchased.toSorted();
  assertEquals(sorted[0], toSeconds(oracle.orders.firstPurchase));
  assertEquals(sorted.at(-1), toSeconds(oracle.orders.lastPurchase));
});

Deno.test("as many delivered orders are late as in the real set, and times follow one another", () => {
  const { course, calendar, deliveries: { delivered, estimated, approved, carrier } } = market;
  let late = 0, dateless = 0, disordered = 0;
  course.forEach((at, i) => {
    if (courses[at]?.status !== "delivered") return;
    if (!delivered[i]) dateless++;
    else if ((delivered[i] ?? 0) > (estimated[i] ?? 0)) late++;
    if (delivered[i] && (delivered[i] ?? 0) <= (calendar.purchased[i] ?? 0)) disordered++;
    if (delivered[i] && (delivered[i] ?? 0) <= (carrier[i] ?? 0)) disordered++;
    if (approved[i] && (approved[i] ?? 0) <= (calendar.purchased[i] ?? 0)) disordered++;
    if (carrier[i] && (carrier[i] ?? 0) <= (calendar.purchased[i] ?? 0)) disordered++;
  });
  assertEquals([late, dateless], [oracle.orders.late, oracle.orders.missing.deliveredOfDelivered]);
  assertEquals(disordered, 0);
});

Deno.test("lines, their numbers, prices and freight add up as in the real set, to the centavo", () => {
  const lines = linesOf(market);
  assertEquals(lines.length, oracle.rows.order_items);
  const numbers = counts(lines.map(({ number }) => number));
  assertEquals(oracle.items.numbers.map((_, i) => numbers.get(i + 1)), [...oracle.items.numbers]);
  assertEquals(new Set(lines.map(({ order }) => order)).size, 99_441 - oracle.orders.withoutItems);
  for (const column of ["price", "freight"] as const) {
    const { sum, least, quartiles, most } = oracle.items[column];
    const values = Float64Array.from(lines, (line) => line[column]).sort();
    const at = (share: number) => values[Math.round(share * (values.length - 1))] ?? 0;
    assertEquals(total(values), sum);
    assertEquals([at(0), at(1)], [least, most]);
    assertEquals([at(0.25), at(0.5), at(0.75)], [...quartiles]);
  }
  const january = lines.filter(({ order }) => market.calendar.month[order] === 4);
  assertEquals(total(january.map(({ price }) => price)), oracle.items.january2017);
});

Deno.test("payments have the real set's rows and sums by type, sequentials, zeros and instalments", () => {
  const { payments } = market;
  assertEquals(payments.order.length, oracle.rows.order_payments);
  paymentTypes.forEach((name, type) => {
    const values = payments.value.filter((_, row) => payments.type[row] === type);
    assertEquals({ rows: values.length, sum: total(values) }, oracle.payments.types[name]);
  });
  const numbers = counts(payments.sequential);
  assertEquals(sequentials.map((_, i) => numbers.get(i + 1)), [...sequentials]);
  assertEquals(counts(payments.value).get(0), oracle.payments.ofZero);
  assertEquals(counts(payments.instalments).get(0), oracle.payments.withoutInstalments);
  const paid = new Set(payments.order);
  const first = new Set(payments.order.filter((_, row) => payments.sequential[row] === 1));
  assertEquals(99_441 - paid.size, oracle.orders.withoutPayment);
  assertEquals(paid.size - first.size, oracle.payments.ordersWithoutFirst);
  assertEquals(payments.value.every((value) => value >= 0), true);
});

Deno.test("reviews have the real set's scores, titles, messages and ids, and follow the delivery", () => {
  const { reviews, deliveries } = market;
  const { length } = reviews.order;
  assertEquals(length, oracle.rows.order_reviews);
  const scores = counts(reviews.score);
  assertEquals([1, 2, 3, 4, 5].map((score) => scores.get(score)), [...oracle.reviews.scores]);
  assertEquals(length - total(reviews.hasTitle), oracle.reviews.titlesMissing);
  assertEquals(length - total(reviews.hasMessage), oracle.reviews.messagesMissing);
  assertEquals(new Set(reviews.id).size, oracle.reviews.distinctIds);
  assertEquals(99_441 - new Set(reviews.order).size, oracle.orders.withoutReviews);
  const keys = new Set(Array.from(reviews.order, (order, row) => `${reviews.id[row]} ${order}`));
  assertEquals(keys.size, length);
  const mean = (late: number) => {
    const of = reviews.score.filter((_, row) => deliveries.late[reviews.order[row] ?? 0] === late);
    return total(of) / of.length;
  };
  assertAlmostEquals(mean(0), 4.22, 0.15);
  assertAlmostEquals(mean(1), 2.57, 0.4);
});

Deno.test("people, products and sellers are as many as in the real set, and where they are", () => {
  const { people, products, sellers, baskets } = market;
  const orders = counts(people.person);
  assertEquals(orders.size, oracle.customers.people);
  assertEquals([...orders.values()].filter((n) => n > 1).length, oracle.customers.cameBack);
  const ofState = counts(people.state);
  assertEquals(states.map((_, i) => ofState.get(i)), states.map(({ customers }) => customers));
  const sellersOf = counts(sellers.state);
  assertEquals(states.map((_, i) => sellersOf.get(i) ?? 0), states.map((state) => state.sellers));
  const ofCategory = counts(products.category);
  assertEquals(categories.map((_, i) => ofCategory.get(i)), categories.map((c) => c.products));
  assertEquals(ofCategory.get(-1), oracle.products.withoutCategory);
  assertEquals(counts(products.weight).get(0), oracle.products.weightZero);
  assertEquals(counts(products.weight).get(-1), oracle.products.withoutSizes);
  assertEquals(new Set(baskets.product).size, oracle.rows.products);
  assertEquals(new Set(products.seller).size, oracle.rows.sellers);
  const { nameLength, descriptionLength, photos, weight, sizes, category } = products;
  const alike = counts(Array.from(category, (_, i) => i)).size - new Set(
    Array.from(
      category,
      (kind, i) =>
        [kind, nameLength[i], descriptionLength[i], photos[i], weight[i], ...sizes.map((s) => s[i])]
          .join(" "),
    ),
  ).size;
  assertAlmostEquals(alike, oracle.products.alike, 1);
});

Deno.test("the finer shape adds up to the oracle's counts", () => {
  const people = total(ordersOfPeople);
  assertEquals(people, oracle.customers.people);
  assertEquals(total(ordersOfPeople.map((n, i) => n * (i + 1))), oracle.rows.orders);
  assertEquals(total(courses.map(({ count }) => count)), oracle.rows.orders);
  assertEquals(total(sequentials), oracle.rows.order_payments);
  assertEquals(total(Object.values(withoutReviews)), oracle.orders.withoutReviews);
  const again = reviewedAgain.twice + 2 * reviewedAgain.thrice;
  assertEquals(99_441 - oracle.orders.withoutReviews + again, oracle.rows.order_reviews);
  assertEquals(total(states.map(({ customers }) => customers)), oracle.rows.customers);
  assertEquals(total(states.map((state) => state.sellers)), oracle.rows.sellers);
  const { price, priceAndFreight, payments } = oracle.revenue;
  assertEquals(price, oracle.items.price.sum);
  assertEquals(priceAndFreight, price + oracle.items.freight.sum);
  assertEquals(payments, total(Object.values(oracle.payments.types).map(({ sum }) => sum)));
});

Deno.test("some products are bought together again and again, and Black Friday is the busiest day", () => {
  const { baskets: { starts, product }, calendar, size } = market;
  const together = new Map<string, number>();
  for (let order = 0; order < size.orders; order++) {
    const kinds = product.subarray(starts[order], starts[order + 1]).toSorted();
    if (kinds.length !== 2) continue;
    together.set(kinds.join(), (together.get(kinds.join()) ?? 0) + 1);
  }
  assertEquals([...together.values()].filter((count) => count >= 10).length > 10, true);
  const days = counts(Array.from(calendar.purchased, (seconds) => Math.floor(seconds / 86_400)));
  const [busiest] = [...days].sort(([, a], [, b]) => b - a)[0] ?? [];
  assertEquals(busiest, Math.floor(toSeconds("2017-11-24 00:00:00") / 86_400));
});
