import { assertEquals } from "@std/assert";
import { inOneGo } from "../../../lib/base/steps.ts";
import { totalFrame } from "../../../lib/trends/rank/frames.ts";
import {
  topProducts,
  topProductsSteps,
  trendingProductsSteps,
} from "../../../lib/trends/rank/top_products.ts";

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
const total = totalFrame(counts);

Deno.test("topProducts ranks by views alone, breaks ties by name and leaves out the unviewed", () => {
  assertEquals(topProducts(total, products, 10), [
    { rank: 1, product_name: "Screen", views: 7 },
    { rank: 2, product_name: "Keyboard", views: 5 },
    { rank: 3, product_name: "Mouse", views: 5 },
  ]);
});

Deno.test("topProducts stops at the rank asked for", () => {
  assertEquals(topProducts(total, products, 1).map(({ product_name }) => product_name), [
    "Screen",
  ]);
});

Deno.test("from the counts the ranks are the same, in whatever order and number products are", () => {
  const many = Array.from({ length: 33_000 }, (_, i) => ({ key: `k${i}`, name: `Name ${i}` }));
  const cube = {
    products: many.map(({ key }) => key),
    total: Float64Array.from({ length: 3 * many.length }, (_, i) => i * 7919 % 13),
  };
  const frame = totalFrame(cube);
  for (const known of [many, many.slice(1).toReversed()]) {
    const best = topProducts(frame, known, 500);
    assertEquals(inOneGo(topProductsSteps(cube, known, 500)), best);
    assertEquals(
      inOneGo(trendingProductsSteps(cube, known)).slice(0, 500),
      best.map(({ product_name, views }) => ({ product_name, count: views })),
    );
  }
  assertEquals(inOneGo(topProductsSteps(counts, products, 10)), topProducts(total, products, 10));
});

Deno.test("trendingProductsSteps holds every viewed product", () => {
  assertEquals(inOneGo(trendingProductsSteps(counts, products)), [
    { product_name: "Screen", count: 7 },
    { product_name: "Keyboard", count: 5 },
    { product_name: "Mouse", count: 5 },
  ]);
});
