/** A basket as a row of the matrix. */
import type { Model } from "./model.ts";
import { itemsGram } from "./items_gram.ts";
import { explicitEquations, normalEquations, type WeightedRow } from "./normal_equations.ts";

/** An item that someone has, and how much: a rating r as in the training. */
export interface BasketEntry {
  /** The row of the item. */
  readonly item: number;
  /** Default: 1. */
  readonly rating?: number;
}

/**
 * A basket as a row of the matrix: items with a rating of 0 left out, repeated ones added up.
 *
 * @throws {RangeError} if an item is not in the model, or a rating is not a finite number, or
 * negative where feedback is implicit
 */
export function basketRow(
  { items, alpha, feedback }: Model<unknown>,
  basket: Iterable<BasketEntry>,
): WeightedRow {
  const ratings = new Map<number, number>();
  for (const { item, rating = 1 } of basket) {
    if (items[item] === undefined) {
      throw new RangeError(`Cannot use item ${item}: the model has ${items.length} items`);
    }
    const isExplicit = feedback === "explicit";
    if (!((isExplicit || rating >= 0) && Math.abs(rating) < Infinity)) {
      throw new RangeError(
        `Cannot use the rating ${rating} of item ${items[item]}: it must be ${
          isExplicit ? "a finite number" : "0 or positive"
        }`,
      );
    }
    if (isExplicit || rating > 0) ratings.set(item, (ratings.get(item) ?? 0) + rating);
  }
  const indices = [...ratings.keys()].sort((a, b) => a - b);
  // Rounded as the training rounds them.
  const weights = indices.map((item) => Math.fround(alpha * (ratings.get(item) ?? 0)));
  return { indices, weights };
}

/** The equations of a basket in the coordinates of a model, as its training builds them. */
export function basketEquations(model: Model<unknown>, row: WeightedRow) {
  const { factors, stride, itemFactors, regularization, feedback } = model;
  return feedback === "explicit"
    ? explicitEquations(row, itemFactors, stride, regularization, factors)
    : normalEquations(row, itemFactors, stride, itemsGram(model), factors);
}
