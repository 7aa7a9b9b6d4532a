import { assert, assertEquals, assertThrows } from "@std/assert";
import { catalogue } from "../../../lib/simulate/catalogue/catalogue.ts";
import { priceHistory } from "../../../lib/simulate/orders/prices.ts";
import { random } from "../../../lib/base/random.ts";
import { windowOf } from "../../../lib/simulate/seasonality.ts";

const products = catalogue(64);
const window = windowOf(90, new Date("2025-12-01T00:00:00Z"));
const priceAt = priceHistory(products, window, random(1, "prices"));
const secondOf = (instant: string) => (new Date(instant).getTime() - window.start.getTime()) / 1000;
const prices = (instant: string) => products.map((_, p) => priceAt(p, secondOf(instant)));

Deno.test("priceHistory() ends at today's prices, in whole dinars", () => {
  assertEquals(prices("2025-11-30T23:59:59Z"), products.map(({ price }) => price));
  assert(prices("2025-11-28T20:00:00Z").every(Number.isInteger));
});

Deno.test("priceHistory() makes some products cheaper on Black Friday, and none dearer", () => {
  const before = prices("2025-11-23T12:00:00Z");
  const promoted = prices("2025-11-28T12:00:00Z");
  const cheaper = promoted.filter((price, p) => price <= 0.91 * (before[p] ?? 0));
  assert(cheaper.length > 10 && cheaper.length < 40, `${cheaper.length} are cheaper`);
  assert(promoted.every((price, p) => price <= 1.05 * (before[p] ?? 0)));
});

Deno.test("priceHistory() lets some prices of the first day differ by up to 5 %", () => {
  const first = prices("2025-09-02T00:00:00Z");
  const changed = products.filter(({ price }, p) => price !== first[p]);
  assert(changed.length > 5 && changed.length < 40, `${changed.length} have changed`);
  for (const [p, { price }] of products.entries()) {
    assert(Math.abs((first[p] ?? 0) - price) <= 0.05 * price + 5);
  }
});

Deno.test("priceHistory() refuses a product that is not in the catalogue", () => {
  assertThrows(() => priceAt(64, 0), RangeError, "product 64");
});
