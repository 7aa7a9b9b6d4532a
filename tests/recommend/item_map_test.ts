import { assert, assertEquals } from "@std/assert";
import { Matrix } from "ml-matrix";
import { itemMap } from "../../lib/recommend/item_map.ts";

Deno.test("itemMap places items with like directions together, whatever their length", () => {
  const places = itemMap(new Matrix([[1, 0, 0], [9, 0.1, 0], [0, 1, 0], [0, 5, 0.2]]));
  const distance = (a: number, b: number) =>
    Math.hypot(places[a]!.x - places[b]!.x, places[a]!.y - places[b]!.y);
  for (const near of [distance(0, 1), distance(2, 3)]) assert(near < distance(0, 2) / 5);
});

Deno.test("itemMap takes one factor, fewer items than factors, and items that nobody has", () => {
  assertEquals(itemMap(new Matrix([[1], [-1]])).length, 2);
  assertEquals(itemMap(new Matrix([[1, 2, 3, 4]])).length, 1);
  const places = itemMap(new Matrix([[0, 0], [1, 0], [-1, 0]]));
  assert(places.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y)));
});
