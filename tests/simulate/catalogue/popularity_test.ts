import { assert, assertAlmostEquals, assertEquals, assertGreater, assertLess } from "@std/assert";
import { catalogue } from "../../../lib/simulate/catalogue/catalogue.ts";
import { popularity, ranking } from "../../../lib/simulate/catalogue/popularity.ts";

const products = catalogue(64);
const shares = popularity(products);
const shareOf = (name: string) =>
  shares[products.findIndex((product) => product.name === name)] ?? NaN;

Deno.test("ranking has every curated product once, but Unknown Phone", () => {
  const viewed = products.map(({ name }) => name).filter((name) => name !== "Unknown Phone");
  assertEquals([...ranking].sort(), viewed.sort());
});

Deno.test("popularity() has two leaders, a long tail, and Unknown Phone at exactly 0", () => {
  assertAlmostEquals(shares.reduce((a, b) => a + b, 0), 1);
  assertEquals(shareOf("Unknown Phone"), 0);
  assertGreater(shareOf("PlayStation 5"), shareOf("iPhone 15"));
  assertGreater(shareOf("iPhone 15"), 1.1 * shareOf("Samsung S24"));
  const descending = shares.toSorted().reverse();
  assertLess(descending[62] ?? NaN, 0.005);
  assert(descending.slice(20).reduce((a, b) => a + b) > 0.4, "the tail holds 40 % of the views");
});

Deno.test("popularity() keeps the leaders ahead of all variants of a larger catalogue", () => {
  const many = catalogue(300);
  const order = Array.from(popularity(many).entries()).sort(([, a], [, b]) => b - a);
  const top = order.slice(0, 3).map(([i]) => many[i]?.name);
  assertEquals(top, ["PlayStation 5", "iPhone 15", "Samsung S24"]);
});
