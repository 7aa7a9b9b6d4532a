/** Why an item is recommended: what each purchase adds to its score. */
import { type BasketEntry, basketEquations, basketRow } from "./basket.ts";
import { singular } from "./fold_in.ts";
import { type Model, vectorOf } from "./model.ts";
import { factorize, solve } from "./normal_equations.ts";

/** What one purchase adds to the score of an item. */
export interface Contribution {
  /** The row of the item that the user has. */
  readonly item: number;
  readonly contribution: number;
}

/** Why an item is recommended. */
export interface Explanation {
  /** The score of the item for the basket: that of the vector which `foldIn` gives. */
  readonly score: number;
  /** What speaks for it most comes first; all together they are the score. */
  readonly contributions: readonly Contribution[];
}

/**
 * Splits the score of an item into what each purchase contributes, section 5 of Hu, Koren and Volinsky
 * (2008): with Wᵘ = (YᵀCᵘY + λI)⁻¹ the score is Σ y_iᵀ Wᵘ y_j c_uj over the items j of the user, so
 * that y_iᵀ Wᵘ y_j is how alike two items are in this user's eyes.
 *
 * @param item the row of the item
 * @throws {RangeError} if the item or the basket does not fit the model
 */
export function explain(
  model: Model<unknown>,
  basket: Iterable<BasketEntry>,
  item: number,
): Explanation {
  const { factors, itemFactors, items, feedback } = model;
  if (items[item] === undefined) {
    throw new RangeError(`Cannot explain item ${item}: the model has ${items.length} items`);
  }
  const row = basketRow(model, basket);
  if (row.indices.length === 0) return { score: 0, contributions: [] };
  const { a } = basketEquations(model, row);
  const cholesky = factorize(a, factors);
  if (!cholesky) throw singular(model);
  const alike = solve(cholesky, vectorOf(model, itemFactors, item)); // Wᵘ y_i: Wᵘ is symmetric
  const contributions = Array.from(row.indices, (other, entry) => {
    // What an entry brings to b: c, or the rating itself of explicit feedback.
    const weight = row.weights[entry] as number,
      share = feedback === "explicit" ? weight : 1 + weight;
    return {
      item: other,
      contribution: share * dot(alike, vectorOf(model, itemFactors, other)),
    };
  }).sort((one, two) => two.contribution - one.contribution || one.item - two.item);
  const score = contributions.reduce((total, { contribution }) => total + contribution, 0);
  return { score, contributions };
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let total = 0;
  for (let f = 0; f < a.length; f++) total += (a[f] as number) * (b[f] as number);
  return total;
}
