/** The losses that the trainings minimise. */
import type { WeightedRows } from "./kernel.ts";

/**
 * What the training minimises, equation 3: Σ c (p − x · y)² + λ (Σ |x|² + Σ |y|²), without visiting
 * every pair: the sum over all pairs as if none were observed is the sum of the entries of
 * XᵀX ∘ YᵀY, and what the observed ones differ by is summed over them alone.
 *
 * @param userGram blocks of XᵀX, upper triangles
 * @param itemGram blocks of YᵀY, likewise
 * @param ofEntries Σ c (1 − x · y)² − (x · y)² by block of users
 */
export function lossOf(
  userGram: Float64Array,
  itemGram: Float64Array,
  ofEntries: Float64Array,
  stride: number,
  regularization: number,
): number {
  const size = stride * stride;
  const entryOf = (blocks: Float64Array, at: number) => {
    let total = 0;
    for (; at < blocks.length; at += size) total += blocks[at] as number;
    return total;
  };
  let loss = 0;
  for (const part of ofEntries) loss += part;
  for (let i = 0; i < stride; i++) {
    for (let j = i; j < stride; j++) {
      const x = entryOf(userGram, i * stride + j), y = entryOf(itemGram, i * stride + j);
      loss += i === j ? x * y + regularization * (x + y) : 2 * x * y;
    }
  }
  return loss;
}

/** One side of what was trained. */
interface RatedSide {
  readonly rows: WeightedRows;
  readonly matrix: Float32Array;
}

/** What the training of explicit feedback minimises: Σ (r − x · y)² + λ (Σ n |x|² + Σ n |y|²). */
export function explicitLossOfRows(
  users: RatedSide,
  items: RatedSide,
  stride: number,
  regularization: number,
): number {
  const { rows: { indptr, indices, weights }, matrix } = users;
  const dot = (a: Float32Array, at: number, b: Float32Array, there: number) => {
    let total = 0;
    for (let f = 0; f < stride; f++) total += (a[at + f] as number) * (b[there + f] as number);
    return total;
  };
  let loss = 0;
  for (let user = 0; user + 1 < indptr.length; user++) {
    const x = user * stride, last = indptr[user + 1] as number;
    const shrinkage = regularization * dot(matrix, x, matrix, x);
    for (let entry = indptr[user] as number; entry < last; entry++) {
      const y = (indices[entry] as number) * stride;
      const error = (weights[entry] as number) - dot(matrix, x, items.matrix, y);
      loss += error ** 2 + shrinkage + regularization * dot(items.matrix, y, items.matrix, y);
    }
  }
  return loss;
}
