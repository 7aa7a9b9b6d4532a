/** Matrices and models that the engine's tests share. */
import { random } from "../../../lib/base/random.ts";
import type { Interactions } from "../../../lib/recommend/engine/interactions.ts";
import { strideOf } from "../../../lib/recommend/engine/kernel.ts";
import type { Model } from "../../../lib/recommend/engine/model.ts";

/** Rows of [item, rating] pairs as a matrix. */
export function matrixOf(rows: readonly (readonly (readonly [number, number])[])[], items: number) {
  const indptr = new Uint32Array(rows.length + 1);
  for (const [user, row] of rows.entries()) indptr[user + 1] = (indptr[user] ?? 0) + row.length;
  return {
    users: rows.map((_, user) => user),
    items: Array.from({ length: items }, (_, item) => `item ${item}`),
    indptr,
    indices: Uint32Array.from(rows.flat().map(([item]) => item)),
    values: Float32Array.from(rows.flat().map(([, rating]) => rating)),
  } satisfies Interactions;
}

/** A matrix in which a user has an item with the given probability, rated 1 to 3. */
export function randomMatrix(users: number, items: number, density: number, seed = 1) {
  const generator = random(seed, "matrix");
  const rows = Array.from({ length: users }, () => {
    const row: [number, number][] = [];
    for (let item = 0; item < items; item++) {
      if (generator.chance(density)) row.push([item, 1 + generator.int(3)]);
    }
    return row;
  });
  return matrixOf(rows, items);
}

/** A model with the given factors, which need not come from a training. */
export function modelWith(users: number[][], items: number[][]): Model {
  const factors = Math.max(users[0]?.length ?? 1, items[0]?.length ?? 1);
  const stride = strideOf(factors);
  const matrix = (rows: number[][]) => {
    const padded = new Float32Array(rows.length * stride);
    for (const [row, values] of rows.entries()) padded.set(values, row * stride);
    return padded;
  };
  return {
    users: users.map((_, user) => user),
    items: items.map((_, item) => `item ${item}`),
    factors,
    stride,
    userFactors: matrix(users),
    itemFactors: matrix(items),
    regularization: 1,
    alpha: 1,
    solver: "cg",
    iterations: 1,
  };
}
