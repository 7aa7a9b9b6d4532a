/** The items most like one. */
import { type Scored, topK } from "./top_k.ts";
import { type Model, vectorOf } from "./model.ts";

/**
 * The `k` items most like one, by the cosine of their vectors, most alike first; an item without a
 * vector is like none.
 *
 * @param item the row of the item
 * @throws {RangeError} if the item is not in the model
 */
export function similarItems(model: Model<unknown>, item: number, k: number): Scored[] {
  const { items, itemFactors } = model;
  if (items[item] === undefined) {
    throw new RangeError(`Cannot compare item ${item}: the model has ${items.length} items`);
  }
  const own = vectorOf(model, itemFactors, item);
  const cosines = Float64Array.from(items, (_, other) => {
    const vector = vectorOf(model, itemFactors, other);
    let product = 0, ownSquares = 0, squares = 0;
    for (let f = 0; f < own.length; f++) {
      const a = own[f] as number, b = vector[f] as number;
      product += a * b;
      ownSquares += a * a;
      squares += b * b;
    }
    return product === 0 ? 0 : product / Math.sqrt(ownSquares * squares);
  });
  return topK(cosines, k, (other) => other === item);
}
