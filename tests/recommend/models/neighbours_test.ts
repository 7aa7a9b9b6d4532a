import { assertAlmostEquals, assertLess } from "@std/assert";
import { random } from "../../../lib/base/random.ts";
import { binaryInteractions, itemsOf, type Ratings } from "../../../lib/recommend/engine/mod.ts";
import { neighbours } from "../../../lib/recommend/models/neighbours.ts";

/** The same score by the definition, pair by pair. */
function plainScore(matrix: Ratings, user: number, other: number, shrinkage: number): number {
  const rows = Array.from(
    { length: matrix.users.length },
    (_, row) => new Set(itemsOf(matrix, row)),
  );
  const count = (...items: number[]) =>
    rows.filter((row) => items.every((item) => row.has(item))).length;
  return Array.from(itemsOf(matrix, user)).filter((item) => item !== other).reduce((sum, item) => {
    const both = count(item, other);
    if (both === 0) return sum;
    return sum + both / Math.sqrt(count(item) * count(other)) * both / (both + shrinkage);
  }, 0);
}

const generator = random(5, "neighbours");
const matrix = binaryInteractions(
  Array.from({ length: 400 }, () => ({ user: generator.int(60), item: `i${generator.int(25)}` })),
);

Deno.test("neighbours scores as the definition says, if all neighbours are kept", () => {
  const model = neighbours(matrix, { shrinkage: 3 });
  for (const user of [0, 7, 31]) {
    for (const [item, score] of Array.from(model.score(user)).entries()) {
      assertAlmostEquals(score, plainScore(matrix, user, item, 3), 1e-12);
    }
  }
});

Deno.test("neighbours keeps the most similar, and as many as are wanted", () => {
  const few = neighbours(matrix, { most: 2 }), all = neighbours(matrix);
  const nonZero = (scores: ArrayLike<number>) => Array.from(scores).filter((score) => score > 0);
  const user = 3, owned = itemsOf(matrix, user).length;
  assertLess(nonZero(few.score(user)).length, 2 * owned + 1);
  assertLess(nonZero(few.score(user)).length, nonZero(all.score(user)).length);
});
