/** The model of items that are bought by the same people. */
import { type Interactions, itemsOf, transpose } from "../engine/mod.ts";
import type { Recommender } from "./recommender.ts";

/**
 * Item-item neighbours: an item is scored by its similarity to what the user has.
 *
 * The similarity is the cosine of the two items' users, shrunk towards 0 where few users have both
 * (B. Sarwar et al., *Item-based Collaborative Filtering Recommendation Algorithms*, WWW 2001; the
 * shrinkage n / (n + s) after R. Bell and Y. Koren, *Scalable Collaborative Filtering with Jointly
 * Derived Neighborhood Interpolation Weights*, ICDM 2007).
 *
 * @param shrinkage s: how many common users halve the shrinking
 */
export function neighbours(interactions: Interactions<unknown>, shrinkage = 10): Recommender {
  const count = interactions.items.length;
  const byItem = transpose(interactions);
  const popularity = Float64Array.from(
    { length: count },
    (_, item) => (byItem.indptr[item + 1] ?? 0) - (byItem.indptr[item] ?? 0),
  );
  /** The similarities of an item to all others, made when first asked for. */
  const rows = new Map<number, Float64Array>();
  const similarities = (item: number): Float64Array => {
    const known = rows.get(item);
    if (known) return known;
    const common = new Float64Array(count);
    for (const user of byItem.indices.subarray(byItem.indptr[item], byItem.indptr[item + 1])) {
      for (const other of itemsOf(interactions, user)) common[other] = (common[other] ?? 0) + 1;
    }
    const row = common.map((both, other) => {
      if (both === 0 || other === item) return 0;
      const cosine = both / Math.sqrt((popularity[item] ?? 0) * (popularity[other] ?? 0));
      return cosine * both / (both + shrinkage);
    });
    rows.set(item, row);
    return row;
  };
  return {
    name: "neighbours",
    score(user) {
      const scores = new Float64Array(count);
      for (const item of itemsOf(interactions, user)) {
        for (const [other, similarity] of similarities(item).entries()) {
          scores[other] = (scores[other] ?? 0) + similarity;
        }
      }
      return scores;
    },
  };
}
