import { assertEquals } from "@std/assert";
import { totalFrame } from "../../../lib/trends/rank/frames.ts";
import { topProducts, trendingProducts } from "../../../lib/trends/rank/top_products.ts";

const products = [
  { key: "p1", name: "Mouse" },
  { key: "p2", name: "Keyboard" },
  { key: "p3", name: "Screen" },
  { key: "p4", name: "Unknown Phone" },
];
const total = totalFrame({
  products: products.map(({ key }) => key),
  total: Float64Array.of(5, 9, 9, 5, 0, 0, 7, 1, 0, 0, 3, 0), // views, carts and buys of each
});

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

Deno.test("trendingProducts holds every viewed product", () => {
  assertEquals(trendingProducts(total, products), [
    { product_name: "Screen", count: 7 },
    { product_name: "Keyboard", count: 5 },
    { product_name: "Mouse", count: 5 },
  ]);
});
