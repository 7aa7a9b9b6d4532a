/** A trained model: its factors, and the score of an item for a user. */
import type { Solver } from "./options.ts";

/** A trained model: the preference of user u for item i is estimated by x_u · y_i. */
export interface Model<User = number> {
  /** The users, by row. */
  readonly users: readonly User[];
  /** The items, by row. */
  readonly items: readonly string[];
  /** f, the length of each factor vector. */
  readonly factors: number;
  /** The floats from one row to the next: a multiple of 16. Those after the factors are zero. */
  readonly stride: number;
  /** X, users by stride. */
  readonly userFactors: Float32Array;
  /** Y, items by stride. */
  readonly itemFactors: Float32Array;
  /** λ of the training. */
  readonly regularization: number;
  /** α of the training. */
  readonly alpha: number;
  /** The solver of the training. */
  readonly solver: Solver;
  /** The iterations of the training. */
  readonly iterations: number;
}

/** The vector of one row, without padding. */
export function vectorOf(
  { factors, stride }: Pick<Model, "factors" | "stride">,
  matrix: Float32Array,
  row: number,
): Float32Array {
  return matrix.subarray(row * stride, row * stride + factors);
}

/** The score of an item for a user. */
export function scoreOf(model: Model<unknown>, user: number, item: number): number {
  const x = vectorOf(model, model.userFactors, user);
  const y = vectorOf(model, model.itemFactors, item);
  let score = 0;
  for (let f = 0; f < x.length; f++) {
    score = Math.fround(score + Math.fround((x[f] as number) * (y[f] as number)));
  }
  return score;
}
