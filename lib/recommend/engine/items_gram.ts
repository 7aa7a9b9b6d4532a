/** The Gram matrix of a model's items. */
import type { Model } from "./model.ts";

const known = new WeakMap<Float32Array, Float64Array>();

/** YᵀY + λI of a model, factors by factors, in double precision. Kept, because it is the same for every basket. */
export function itemsGram(model: Model<unknown>): Float64Array {
  const { factors, stride, items, itemFactors, regularization } = model;
  const before = known.get(itemFactors);
  if (before) return before;
  const gram = new Float64Array(factors * factors);
  for (let item = 0; item < items.length; item++) {
    const y = itemFactors.subarray(item * stride, item * stride + factors);
    for (let i = 0; i < factors; i++) {
      const yi = y[i] as number;
      for (let j = i; j < factors; j++) {
        gram[i * factors + j] = (gram[i * factors + j] as number) + yi * (y[j] as number);
      }
    }
  }
  for (let i = 0; i < factors; i++) {
    gram[i * factors + i] = (gram[i * factors + i] as number) + regularization;
    for (let j = 0; j < i; j++) gram[i * factors + j] = gram[j * factors + i] as number;
  }
  known.set(itemFactors, gram);
  return gram;
}
