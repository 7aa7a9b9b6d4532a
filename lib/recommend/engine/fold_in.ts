/** The vector of a user who was not there when the model was trained. */
import { type BasketEntry, basketEquations, basketRow } from "./basket.ts";
import type { Model } from "./model.ts";
import { factorize, solve } from "./normal_equations.ts";

/**
 * The vector of a user who was not there when the model was trained, or whose basket has changed: the
 * exact solution of equation 4 with the items as they are. An empty basket gives zeros.
 *
 * @throws {RangeError} if the basket does not fit the model or its equations are singular
 */
export function foldIn(model: Model<unknown>, basket: Iterable<BasketEntry>): Float64Array {
  const { factors } = model;
  const row = basketRow(model, basket);
  if (row.indices.length === 0) return new Float64Array(factors);
  const { a, b } = basketEquations(model, row);
  const cholesky = factorize(a, factors);
  if (!cholesky) throw singular(model);
  return solve(cholesky, b);
}

/** The error for equations without a safe solution. */
export function singular({ factors, regularization }: Model<unknown>): RangeError {
  return new RangeError(
    `Cannot solve for this basket: with ${factors} factors, regularization ${regularization} ` +
      `leaves the equations singular. Train with fewer factors or more regularization`,
  );
}
