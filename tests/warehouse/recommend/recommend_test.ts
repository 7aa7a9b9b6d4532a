import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { random } from "../../../lib/base/random.ts";
import {
  evaluateHits,
  evaluateSplit,
  type OrderLine,
  rateProducts,
  topFive,
} from "../../../lib/warehouse/recommend/mod.ts";

const options = { factors: 4, iterations: 5, regularization: 0.1 };

const lineOf = (more: Partial<OrderLine>): OrderLine => ({
  customer_unique_id: "ana",
  order_id: "1",
  purchased_at: "2018-01-01 10:00:00",
  product_id: "p",
  price: 10,
  review_score: 5,
  state: "SP",
  ...more,
});

/** Customers of whom a fifth come back, orders of one to three lines, some without a review. */
function drawnLines(customers: number, products: number, seed = 1): OrderLine[] {
  const generator = random(seed, "order lines");
  const lines: OrderLine[] = [];
  for (let customer = 0; customer < customers; customer++) {
    const state = generator.pick(["SP", "RJ", "MG"]);
    for (let order = 0; order < (generator.chance(0.2) ? 2 : 1); order++) {
      const review_score = generator.chance(0.1) ? null : 1 + generator.int(5);
      for (let line = 1 + generator.int(3); line > 0; line--) {
        lines.push(lineOf({
          customer_unique_id: `customer ${customer}`,
          order_id: `${customer} ${order}`,
          purchased_at: `2018-0${1 + order}-01 10:00:00`,
          product_id: `product ${Math.floor(generator.next() ** 2 * products)}`,
          price: 1 + generator.int(200),
          review_score,
          state,
        }));
      }
    }
  }
  return lines;
}

Deno.test("a rating is the mean over the lines, with or without the price", () => {
  const lines = [
    lineOf({ price: Math.E - 1 }),
    lineOf({ order_id: "2", price: 0, review_score: 3 }),
    lineOf({ order_id: "3", product_id: "q", review_score: null }),
  ];
  const rated = rateProducts(lines, "score and price");
  assertEquals(rated.ratings.indices, Uint32Array.of(0));
  assertAlmostEquals(rated.ratings.values[0] ?? NaN, (5 * 1.1 + 3) / 2, 1e-6);
  assertEquals(rated.owned.indices, Uint32Array.of(0, 1));
  assertEquals(rated.ordersWithoutReview, 1);
  assertEquals(rateProducts(lines, "score").ratings.values, Float32Array.of(4));
  const error = assertThrows(() => rateProducts([lineOf({ price: NaN })], "score"), RangeError);
  assertEquals(error.message.includes("\n"), false);
});

Deno.test("everybody gets five products that are not theirs, the best by rating, with a reason", async () => {
  const lines = drawnLines(300, 40), rated = rateProducts(lines, "score");
  const rows = await topFive(lines, rated, options);
  const customers = new Set(lines.map((line) => line.customer_unique_id));
  assertEquals(rows.length, customers.size * 5);
  const has = new Set(lines.map((line) => `${line.customer_unique_id} ${line.product_id}`));
  for (const { customer_unique_id, product_id, reason } of rows) {
    assert(!has.has(`${customer_unique_id} ${product_id}`));
    const [, cause] = /^because of (.+)$/.exec(reason) ?? [];
    if (cause) assert(has.has(`${customer_unique_id} ${cause}`));
    else assert(/^popular (in (SP|RJ|MG)|everywhere)$/.test(reason), reason);
  }
  assert(rows.some(({ reason }) => reason.startsWith("popular in ")));
  assertEquals(await topFive(lines, rated, { ...options, threads: 2 }), rows);
});

Deno.test("ALS does not beat the mean at chance ratings, but where pairs share an order's score", async () => {
  const generator = random(1, "scores");
  const shared = drawnLines(400, 60);
  const alone = shared.map((line, at) => ({
    ...line,
    order_id: `${at}`,
    review_score: 1 + generator.int(5),
  }));
  const found = await evaluateSplit(rateProducts(alone, "score"), options);
  assert(found.scored_share > 0 && found.scored_share < 1);
  assertEquals(found.same_order_share, 0);
  assert(!found.als_wins);
  assert(found.rmse > 0 && found.rmse_mean > 1);
  const leaking = rateProducts(shared, "score");
  assert((await evaluateSplit(leaking, options)).same_order_share > 0.5);
  assertEquals(await evaluateSplit(leaking, options), await evaluateSplit(leaking, options));
});

Deno.test("the last order of who came back is held out; what they had does not count", async () => {
  const lines = drawnLines(300, 40);
  const { customers, hit_at_5, hit_at_5_popular } = await evaluateHits(lines, "score", options);
  assert(customers > 20 && customers < 100);
  assert(hit_at_5 && hit_at_5_popular && hit_at_5_popular.rate > 0);
  const again = [lineOf({}), lineOf({ order_id: "2" })];
  assertEquals((await evaluateHits(again, "score", options)).customers, 0);
});
