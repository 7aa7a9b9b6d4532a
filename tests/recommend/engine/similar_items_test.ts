import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { similarItems } from "../../../lib/recommend/engine/similar_items.ts";
import { modelWith } from "./matrices.ts";

const model = modelWith([], [[1, 0], [3, 3], [-2, 0], [0, 0], [5, 0.1]]);

Deno.test("similarItems ranks by the angle, not by the length, without the item itself", () => {
  const alike = similarItems(model, 0, 10);
  assertEquals(alike.map(({ item }) => item), [4, 1, 3, 2]);
  assertAlmostEquals(alike[1]?.score ?? NaN, Math.SQRT1_2, 1e-7);
  assertEquals(alike[3]?.score, -1);
  assertEquals(similarItems(model, 0, 2), alike.slice(0, 2));
});

Deno.test("an item without a vector is like none", () => {
  assertEquals(similarItems(model, 3, 4).map(({ score }) => score), [0, 0, 0, 0]);
});

Deno.test("similarItems refuses an item that is not in the model", () => {
  assertThrows(() => similarItems(model, 5, 1), RangeError, "item 5: the model has 5 items");
});
