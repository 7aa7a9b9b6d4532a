import { assert, assertAlmostEquals, assertEquals, assertLess, assertRejects } from "@std/assert";
import { Matrix, solve } from "ml-matrix";
import { random } from "../../../lib/base/random.ts";
import {
  decodeModel,
  encodeModel,
  explain,
  type ExplicitOptions,
  foldIn,
  type Interactions,
  itemsOf,
  scoreOf,
  trainExplicit,
  transpose,
} from "../../../lib/recommend/engine/mod.ts";
import { matrixOf } from "./matrices.ts";

const options = (more: Partial<ExplicitOptions> = {}): ExplicitOptions => ({
  factors: 4,
  iterations: 5,
  regularization: 0.1,
  ...more,
});

/** Planted tastes, with fractional and negative ratings. */
function planted(users: number, items: number, density: number, seed = 1): Interactions {
  const generator = random(seed, "explicit");
  const taste = (rows: number) =>
    Array.from({ length: rows }, () => [generator.gaussian(), generator.gaussian()] as const);
  const x = taste(users), y = taste(items);
  return matrixOf(
    x.map((own) =>
      y.flatMap((other, item): [number, number][] =>
        generator.chance(density)
          ? [[item, 1 + own[0] * other[0] + own[1] * other[1] + generator.gaussian() * 0.1]]
          : []
      )
    ),
    items,
  );
}

/** Zhou et al. 2008, by the book: every row's equations solved by ml-matrix. */
function twin(
  ratings: Interactions,
  start: number[][],
  { iterations, regularization }: ExplicitOptions,
) {
  const solveAll = (
    { indptr, indices, values }: Pick<Interactions, "indptr" | "indices" | "values">,
    fixed: number[][],
  ) =>
    Array.from({ length: indptr.length - 1 }, (_, row) => {
      const from = indptr[row] as number, to = indptr[row + 1] as number;
      const f = fixed[0]?.length ?? 0;
      if (from === to) return Array<number>(f).fill(0);
      const y = new Matrix(Array.from(indices.subarray(from, to), (at) => fixed[at] ?? []));
      const r = Matrix.columnVector(Array.from(values.subarray(from, to)));
      const a = y.transpose().mmul(y).add(Matrix.eye(f, f).mul(regularization * (to - from)));
      return solve(a, y.transpose().mmul(r)).to1DArray();
    });
  let users: number[][] = [], items = start;
  for (let iteration = 0; iteration < iterations; iteration++) {
    users = solveAll(ratings, items);
    items = solveAll(transpose(ratings), users);
  }
  return { users, items };
}

for (const kernel of ["wasm", "plain"] as const) {
  Deno.test(`${kernel}: explicit feedback agrees with the ml-matrix version`, async () => {
    for (const [factors, density] of [[1, 0.2], [4, 0.03], [10, 0.1], [20, 0.9]] as const) {
      const ratings = planted(90, 80, density), more = options({ factors, kernel });
      const generator = random(2, "start");
      const start = ratings.items.map(() =>
        Array.from({ length: factors }, () => generator.gaussian())
      );
      const oracle = twin(ratings, start, more);
      const model = await trainExplicit(ratings, { ...more, start: { items: start.flat() } });
      for (
        const [expected, actual] of [
          [oracle.users, model.userFactors],
          [oracle.items, model.itemFactors],
        ] as const
      ) {
        const scale = Math.max(...expected.flat().map(Math.abs));
        for (const [row, values] of expected.entries()) {
          for (const [f, value] of values.entries()) {
            const found = actual[row * model.stride + f] ?? NaN;
            assertAlmostEquals(
              found / scale,
              value / scale,
              3e-4,
              `${factors} factors, row ${row}`,
            );
          }
        }
      }
    }
  });

  Deno.test(`${kernel}: the loss of explicit feedback never rises`, async () => {
    const losses: number[] = [];
    const onIteration = (_: number, loss: number) => losses.push(loss);
    await trainExplicit(planted(120, 60, 0.2), options({ iterations: 10, kernel, onIteration }));
    assertEquals(losses.length, 10);
    for (const [at, loss] of losses.slice(1).entries()) {
      assertLess(loss, (losses[at] ?? NaN) * (1 + 1e-6), `iteration ${at + 2}`);
    }
  });
}

Deno.test("explicit feedback: any number of threads gives the same factors, to the bit", async () => {
  const ratings = planted(700, 300, 0.05);
  const one = await trainExplicit(ratings, options({ factors: 20, threads: 1 }));
  const three = await trainExplicit(ratings, options({ factors: 20, threads: 3 }));
  assertEquals(three.userFactors, one.userFactors);
  assertEquals(three.itemFactors, one.itemFactors);
});

Deno.test("explicit feedback: one rating, items without, constant ratings, ratings of 0", async () => {
  const one = await trainExplicit(matrixOf([[[1, -2.5]], []], 3), options({ iterations: 100 }));
  // With λ = 0.1 the minimum of (r − xy)² + 0.1 (x² + y²) has |xy| = |r| − 0.1.
  assertAlmostEquals(scoreOf(one, 0, 1), -2.4, 1e-3);
  assertEquals(scoreOf(one, 0, 0), 0);
  assertEquals(scoreOf(one, 1, 1), 0);
  const ids = { users: ["9".repeat(40), "user"], items: ["item ".repeat(50)] };
  const constant = await trainExplicit(
    { ...matrixOf([[[0, 4]], [[0, 4]]], 1), ...ids },
    options({ iterations: 100 }),
  );
  assertEquals(constant.users, ids.users);
  assertAlmostEquals(scoreOf(constant, 0, 0), 3.9, 1e-3);
  const zeros = await trainExplicit(matrixOf([[[0, 0], [1, 5]], [[1, 5]]], 2), options());
  assertLess(scoreOf(zeros, 0, 0), 0.5);
  assert(scoreOf(zeros, 0, 1) > 4);
});

Deno.test("explicit feedback: a rating that is no number is refused in one line", async () => {
  for (const rating of [NaN, Infinity]) {
    await assertRejects(
      () => trainExplicit(matrixOf([[[0, 1]], [[0, rating]]], 1), options()),
      RangeError,
      `user 1 (row 1) has the rating ${rating} for item item 0: it must be a finite number`,
    );
  }
});

Deno.test("explicit feedback: a model is saved with it, explained and folded in", async () => {
  const ratings = planted(60, 40, 0.3);
  const trained = await trainExplicit(ratings, options({ iterations: 15 }));
  const model = await decodeModel(await encodeModel(trained));
  assertEquals(model.feedback, "explicit");
  const basket = Array.from(itemsOf(ratings, 3), (item, at) => ({
    item,
    rating: ratings.values[(ratings.indptr[3] ?? 0) + at] ?? NaN,
  }));
  const { score, contributions } = explain(model, basket, 7);
  assertEquals(contributions.length, basket.length);
  const x = foldIn(model, basket);
  const y = model.itemFactors.subarray(7 * model.stride);
  assertAlmostEquals(score, x.reduce((sum, value, f) => sum + value * (y[f] ?? 0), 0), 1e-9);
  assertAlmostEquals(score, scoreOf(model, 3, 7), 0.05);
});
