import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { explain } from "../../../lib/recommend/engine/explain.ts";
import { foldIn } from "../../../lib/recommend/engine/fold_in.ts";
import { vectorOf } from "../../../lib/recommend/engine/model.ts";
import { trainEngine } from "../../../lib/recommend/engine/train.ts";
import { matrixOf } from "./matrices.ts";

/** Two tastes: items 0 to 3 and 4 to 7; every user lacks one of theirs and one has an odd one. */
const rows = Array.from({ length: 40 }, (_, user) => {
  const first = user % 2 * 4;
  const taste = [0, 1, 2, 3].filter((item) => item !== (user >> 1) % 4);
  return [...taste.map((item) => first + item), ...(user === 0 ? [5] : [])].map((item) =>
    [item, 1 + item % 3] as const
  );
});
const interactions = matrixOf(rows, 8);
const model = await trainEngine(interactions, {
  factors: 3,
  iterations: 20,
  regularization: 0.1,
  alpha: 10,
  solver: "cholesky",
});
const basketOf = (user: number) => (rows[user] ?? []).map(([item, rating]) => ({ item, rating }));

Deno.test("the contributions add up to the score that the folded-in vector gives", () => {
  for (const user of [0, 1, 7]) {
    const x = foldIn(model, basketOf(user));
    for (const item of [0, 3, 6]) {
      const y = vectorOf(model, model.itemFactors, item);
      const expected = x.reduce((sum, value, f) => sum + value * (y[f] ?? NaN), 0);
      const { score, contributions } = explain(model, basketOf(user), item);
      assertAlmostEquals(score, expected, 1e-9);
      const total = contributions.reduce((sum, { contribution }) => sum + contribution, 0);
      assertEquals(total, score);
      assertEquals(contributions.length, basketOf(user).length);
    }
  }
});

Deno.test("purchases of the item's own taste speak for it, most first", () => {
  const { contributions } = explain(model, basketOf(0), 0);
  const last = contributions.at(-1);
  assertEquals(last?.item, 5, "the odd one speaks for it least");
  const sizes = contributions.map(({ contribution }) => contribution);
  assertEquals(sizes, sizes.toSorted((a, b) => b - a));
  assert((sizes[0] ?? 0) > 0.1);
});

Deno.test("nothing explains the score of an empty basket, which is zero", () => {
  assertEquals(explain(model, [], 0), { score: 0, contributions: [] });
});

Deno.test("explain refuses items that are not there and ratings that are none", () => {
  assertThrows(() => explain(model, [], 8), RangeError, "item 8: the model has 8 items");
  assertThrows(() => explain(model, [{ item: 9 }], 0), RangeError, "item 9");
  assertThrows(() => explain(model, [{ item: 1, rating: -1 }], 0), RangeError, "rating -1");
});
