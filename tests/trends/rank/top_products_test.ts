import { assertEquals } from "@std/assert";
import { random } from "../../../lib/base/random.ts";
import { topProducts, trendingProducts } from "../../../lib/trends/rank/top_products.ts";

const products = [
  { key: "p1", name: "Mouse" },
  { key: "p2", name: "Keyboard" },
  { key: "p3", name: "Screen" },
  { key: "p4", name: "Unknown Phone" },
];
const counts = {
  products: products.map(({ key }) => key),
  total: Float64Array.of(5, 9, 9, 5, 0, 0, 7, 1, 0, 0, 3, 0), // views, carts and buys of each
};
const names = (known: typeof products, top: number) =>
  topProducts(counts, known, top).map(({ product_name }) => product_name);

Deno.test("topProducts ranks by views alone, breaks ties by name and leaves out the unviewed", () => {
  assertEquals(topProducts(counts, products, 10), [
    { rank: 1, product_name: "Screen", views: 7 },
    { rank: 2, product_name: "Keyboard", views: 5 },
    { rank: 3, product_name: "Mouse", views: 5 },
  ]);
});

Deno.test("topProducts stops at the rank asked for", () => {
  assertEquals(names(products, 1), ["Screen"]);
});

Deno.test("topProducts finds products by their keys, in whatever order and number they are", () => {
  assertEquals(names(products.toReversed(), 10), names(products, 10));
  assertEquals(names(products.slice(1), 10), ["Screen", "Keyboard"]);
  assertEquals(names([...products, { key: "p5", name: "New" }], 10), names(products, 10));
});

Deno.test("topProducts are the first of trendingProducts, ties included", () => {
  const dice = random(5, "views");
  const many = Array.from({ length: 500 }, (_, i) => ({ key: `k${i}`, name: `${i * 7919 % 500}` }));
  for (const most of [3, 1000]) {
    const total = Float64Array.from({ length: 3 * many.length }, () => dice.int(most));
    const all = trendingProducts({ products: many.map(({ key }) => key), total }, many);
    for (const top of [1, 7, 499, 1000]) {
      assertEquals(
        topProducts({ products: many.map(({ key }) => key), total }, many, top),
        all.slice(0, top).map(({ product_name, count }, index) => ({
          rank: index + 1,
          product_name,
          views: count,
        })),
      );
    }
  }
});

Deno.test("trendingProducts holds every viewed product", () => {
  assertEquals(trendingProducts(counts, products), [
    { product_name: "Screen", count: 7 },
    { product_name: "Keyboard", count: 5 },
    { product_name: "Mouse", count: 5 },
  ]);
});
