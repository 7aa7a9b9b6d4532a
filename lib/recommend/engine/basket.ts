/** A basket as a row of the matrix. */
import type { Model } from "./model.ts";
import type { WeightedRow } from "./normal_equations.ts";

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
 * @throws {RangeError} if an item is not in the model, or a rating is negative or not a finite number
 */
export function basketRow(
  { items, alpha }: Model<unknown>,
  basket: Iterable<BasketEntry>,
): WeightedRow {
  const ratings = new Map<number, number>();
  for (const { item, rating = 1 } of basket) {
    if (items[item] === undefined) {
      throw new RangeError(`Cannot use item ${item}: the model has ${items.length} items`);
    }
    if (!(rating >= 0 && rating < Infinity)) {
      throw new RangeError(
        `Cannot use the rating ${rating} of item ${items[item]}: it must be 0 or positive`,
      );
    }
    if (rating > 0) ratings.set(item, (ratings.get(item) ?? 0) + rating);
  }
  const indices = [...ratings.keys()].sort((a, b) => a - b);
  // Rounded as the training rounds them.
  const weights = indices.map((item) => Math.fround(alpha * (ratings.get(item) ?? 0)));
  return { indices, weights };
}
