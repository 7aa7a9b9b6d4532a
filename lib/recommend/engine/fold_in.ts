/** The vector of a user who was not there when the model was trained. */
import { type BasketEntry, basketRow } from "./basket.ts";
import { itemsGram } from "./items_gram.ts";
import type { Model } from "./model.ts";
import { factorize, normalEquations, solve } from "./normal_equations.ts";

/**
 * The vector of a user who was not there when the model was trained, or whose basket has changed: the
 * exact solution of equation 4 with the items as they are. An empty basket gives zeros.
 *
 * @throws {RangeError} if the basket does not fit the model or its equations are singular
 */
export function foldIn(model: Model<unknown>, basket: Iterable<BasketEntry>): Float64Array {
  const { factors, stride, itemFactors } = model;
  const { a, b } = normalEquations(
    basketRow(model, basket),
    itemFactors,
    stride,
    itemsGram(model),
    factors,
  );
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
