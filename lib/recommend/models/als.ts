/**
 * Alternating least squares for implicit feedback, written as the paper writes it, with ml-matrix:
 * the version to read, and the oracle for faster ones.
 *
 * Y. Hu, Y. Koren and C. Volinsky, *Collaborative Filtering for Implicit Feedback Datasets*,
 * ICDM 2008 (https://doi.org/10.1109/ICDM.2008.22). Equation numbers below are the paper's.
 */
import { isWhole } from "../../base/is_whole.ts";
import { CholeskyDecomposition, Matrix } from "ml-matrix";
import { type Ratings, transpose } from "../engine/mod.ts";

/** What the training is told. */
export interface AlsOptions {
  /** f, the length of each factor vector. */
  readonly factors: number;
  /** How often users and items are solved for in turn. */
  readonly iterations: number;
  /** λ, which keeps the factors small. */
  readonly regularization: number;
  /** α, how much an observation adds to the confidence: c = 1 + α r. */
  readonly alpha: number;
  /** Uniform random numbers in [0, 1) for the first item factors. */
  readonly random: () => number;
  /** Told the loss after each iteration; computing it takes time. */
  readonly onIteration?: (iteration: number, loss: number) => void;
}

/** The trained model: the preference of user u for item i is estimated by x_u · y_i. */
export interface Factors {
  /** X, users by factors. */
  readonly users: Matrix;
  /** Y, items by factors. */
  readonly items: Matrix;
}

/**
 * Trains the factors. Users and items without interactions get zero vectors.
 *
 * @throws {RangeError} if a parameter is out of range
 */
export function trainAls(interactions: Ratings, options: AlsOptions): Factors {
  const { factors, iterations, regularization, alpha, random, onIteration } = options;
  checkParameters(options);
  const byUser: Rows = interactions;
  const byItem: Rows = transpose(interactions);
  // Small values of either sign around zero, so that no item begins favoured.
  let items = Matrix.rand(interactions.items.length, factors, { random }).sub(0.5).mul(0.1);
  let users = Matrix.zeros(interactions.users.length, factors);
  for (let iteration = 1; iteration <= iterations; iteration++) {
    users = solveAll(byUser, items, regularization, alpha);
    items = solveAll(byItem, users, regularization, alpha);
    onIteration?.(iteration, alsLoss(interactions, { users, items }, options));
  }
  return { users, items };
}

type Rows = Pick<Ratings, "indptr" | "indices" | "values">;

/**
 * Solves for one side while the other is fixed, equations 4 and 5:
 * x_u = (YᵀY + Yᵀ(Cᵘ − I)Y + λI)⁻¹ Yᵀ Cᵘ p(u).
 *
 * YᵀY is the same for every row, and Cᵘ − I is zero but for the row's own entries: that is what
 * makes the method fast.
 */
function solveAll({ indptr, indices, values }: Rows, fixed: Matrix, lambda: number, alpha: number) {
  const f = fixed.columns;
  const gram = fixed.transpose().mmul(fixed).add(Matrix.eye(f).mul(lambda));
  const solved = Matrix.zeros(indptr.length - 1, f);
  for (let row = 0; row < solved.rows; row++) {
    const from = indptr[row] ?? 0;
    const to = indptr[row + 1] ?? 0;
    if (from === to) continue;
    const confidence = Matrix.columnVector(
      Array.from(values.subarray(from, to), (rating) => 1 + alpha * rating),
    );
    const own = fixed.subMatrixRow([...indices.subarray(from, to)]); // Y where r_ui > 0
    const ownTransposed = own.transpose();
    const left = ownTransposed.mmul(own.mulColumnVector(Matrix.sub(confidence, 1))).add(gram);
    const right = ownTransposed.mmul(confidence); // p_ui is 1 there
    solved.setRow(row, new CholeskyDecomposition(mirrored(left)).solve(right).to1DArray());
  }
  return solved;
}

/** The matrix with its upper half copied from the lower: ml-matrix wants exact symmetry. */
function mirrored(matrix: Matrix): Matrix {
  for (let row = 0; row < matrix.rows; row++) {
    for (let column = 0; column < row; column++) matrix.set(column, row, matrix.get(row, column));
  }
  return matrix;
}

/** What the training minimises, equation 3: Σ c_ui (p_ui − x_u · y_i)² + λ (Σ |x_u|² + Σ |y_i|²). */
export function alsLoss(
  { indptr, indices, values }: Ratings,
  { users, items }: Factors,
  { alpha, regularization }: Pick<AlsOptions, "alpha" | "regularization">,
): number {
  const scores = users.mmul(items.transpose());
  let loss = scores.norm("frobenius") ** 2; // every entry as if unobserved: c = 1, p = 0
  for (let user = 0; user < users.rows; user++) {
    for (let entry = indptr[user] ?? 0; entry < (indptr[user + 1] ?? 0); entry++) {
      const score = scores.get(user, indices[entry] ?? 0);
      loss += (1 + alpha * (values[entry] ?? 0)) * (1 - score) ** 2 - score ** 2;
    }
  }
  const size = users.norm("frobenius") ** 2 + items.norm("frobenius") ** 2;
  return loss + regularization * size;
}

function checkParameters({ factors, iterations, regularization, alpha }: AlsOptions): void {
  const check = (name: string, value: number, ok: boolean, expected: string) => {
    if (!ok) throw new RangeError(`Cannot train with ${name} ${value}: it must be ${expected}`);
  };
  check("factors", factors, isWhole(factors, 1), "a whole number from 1");
  check(
    "iterations",
    iterations,
    isWhole(iterations, 1),
    "a whole number from 1",
  );
  check(
    "regularization",
    regularization,
    regularization > 0 && isFinite(regularization),
    "positive",
  );
  check("alpha", alpha, alpha > 0 && isFinite(alpha), "positive");
}
