/** A trained model: its factors, and the score of an item for a user. */
import type { Ids } from "./ids.ts";
import type { Feedback, Solver } from "./options.ts";

/** What a training gives: the preference of user u for item i is estimated by x_u · y_i. */
export interface Trained<User = unknown> {
  /** The users, by row. */
  readonly users: Ids<User>;
  /** The items, by row. */
  readonly items: Ids<string>;
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
  /** What the ratings of the training said. Default: implicit. */
  readonly feedback?: Feedback;
  /** The solver of the training. */
  readonly solver: Solver;
  /** The iterations of the training. */
  readonly iterations: number;
}

/** The same with its ids in arrays. */
export interface Model<User = number> extends Trained<User> {
  readonly users: readonly User[];
  readonly items: readonly string[];
}

/** The vector of one row, without padding. */
export function vectorOf(
  { factors, stride }: Pick<Trained, "factors" | "stride">,
  matrix: Float32Array,
  row: number,
): Float32Array {
  return matrix.subarray(row * stride, row * stride + factors);
}

/** The score of an item for a user. */
export function scoreOf(model: Trained, user: number, item: number): number {
  const { factors, stride, userFactors: x, itemFactors: y } = model;
  const atX = user * stride, atY = item * stride;
  let score = 0;
  for (let f = 0; f < factors; f++) {
    score = Math.fround(score + Math.fround((x[atX + f] as number) * (y[atY + f] as number)));
  }
  return score;
}
