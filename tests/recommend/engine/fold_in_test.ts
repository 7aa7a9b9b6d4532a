import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { foldIn } from "../../../lib/recommend/engine/fold_in.ts";
import { vectorOf } from "../../../lib/recommend/engine/model.ts";
import { trainEngine } from "../../../lib/recommend/engine/train.ts";
import { modelWith, randomMatrix } from "./matrices.ts";

const interactions = randomMatrix(60, 30, 0.2);
const { indptr, indices, values } = interactions;
const basketOf = (user: number) =>
  Array.from(indices.subarray(indptr[user], indptr[user + 1]), (item, at) => ({
    item,
    rating: values[(indptr[user] ?? 0) + at] ?? NaN,
  }));

Deno.test("a known user's basket gives that user's vector, once the training has settled", async () => {
  const model = await trainEngine(interactions, {
    factors: 4,
    iterations: 400,
    regularization: 3,
    alpha: 2,
    solver: "cholesky",
  });
  for (const user of interactions.users) {
    const folded = foldIn(model, basketOf(user));
    for (const [f, value] of vectorOf(model, model.userFactors, user).entries()) {
      assertAlmostEquals(folded[f] ?? NaN, value, 1e-3, `user ${user}`);
    }
  }
});

Deno.test("the vector solves equation 4 as the paper states it", () => {
  // One factor, so that it can be done by hand: (Σ y² + Σ (c − 1) y² + λ) x = Σ c y.
  const model = { ...modelWith([[0]], [[1], [2], [3]]), alpha: 2, regularization: 4 };
  const [x] = foldIn(model, [{ item: 1 }, { item: 2, rating: 2 }]);
  const left = (1 + 4 + 9) + (2 * 4 + 4 * 9) + 4;
  assertAlmostEquals(x ?? NaN, (3 * 2 + 5 * 3) / left, 1e-12);
});

Deno.test("an item given twice counts twice, an item rated zero not at all", () => {
  const model = modelWith([[0, 0]], [[1, 0], [0.5, 1]]);
  assertEquals(
    foldIn(model, [{ item: 1 }, { item: 1, rating: 2 }, { item: 0, rating: 0 }]),
    foldIn(model, [{ item: 1, rating: 3 }]),
  );
  assertEquals([...foldIn(model, [])], [0, 0]);
});

Deno.test("a basket that leaves its equations singular is refused", () => {
  const model = { ...modelWith([[0, 0]], [[1, 1]]), regularization: 1e-30 };
  assertThrows(() => foldIn(model, [{ item: 0 }]), RangeError, "regularization 1e-30");
});
