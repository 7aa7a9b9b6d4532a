/** The model of items that are bought by the same people. */
import { itemsOf, type Ratings, transpose } from "../engine/mod.ts";
import type { Recommender } from "./recommender.ts";

/** How the neighbours of an item are found. */
export interface NeighboursOptions {
  /** How many common users halve the shrinking. Default: 10. */
  readonly shrinkage?: number;
  /** How many neighbours an item has at most. Default: 200. */
  readonly most?: number;
}

/** An item's neighbours, by number, and how similar each is. */
interface Neighbourhood {
  readonly items: Uint32Array;
  readonly similarities: Float64Array;
}

/** So many neighbours are kept for when they are asked for again, in 12 bytes each. */
const mostKept = 1 << 24;

/**
 * Item-item neighbours: an item is scored by its similarity to what the user has.
 *
 * The similarity is the cosine of the two items' users, shrunk towards 0 where few users have both
 * (B. Sarwar et al., *Item-based Collaborative Filtering Recommendation Algorithms*, WWW 2001; the
 * shrinkage n / (n + s) after R. Bell and Y. Koren, *Scalable Collaborative Filtering with Jointly
 * Derived Neighborhood Interpolation Weights*, ICDM 2007). Only items that some user has together are
 * looked at, and of those the most similar kept, as in the first of these papers.
 */
export function neighbours(
  interactions: Ratings,
  { shrinkage = 10, most = 200 }: NeighboursOptions = {},
): Recommender {
  const count = interactions.items.length;
  const byItem = transpose(interactions);
  const usersOf = (item: number) =>
    byItem.indices.subarray(byItem.indptr[item], byItem.indptr[item + 1]);
  const popularity = Float64Array.from({ length: count }, (_, item) => usersOf(item).length);
  /** By item, how many users have it and the item at hand; zeros in between. */
  const common = new Float64Array(count);
  const find = (item: number): Neighbourhood => {
    const touched: number[] = [];
    for (const user of usersOf(item)) {
      const end = interactions.indptr[user + 1] as number;
      for (let entry = interactions.indptr[user] as number; entry < end; entry++) {
        const other = interactions.indices[entry] as number;
        if (other === item) continue;
        if (common[other] === 0) touched.push(other);
        common[other] = (common[other] as number) + 1;
      }
    }
    const similarityOf = (other: number) => {
      const both = common[other] as number;
      const cosine = both / Math.sqrt((popularity[item] as number) * (popularity[other] as number));
      return cosine * both / (both + shrinkage);
    };
    const similarities = new Map(touched.map((other) => [other, similarityOf(other)]));
    for (const other of touched) common[other] = 0;
    const kept = touched.length <= most
      ? touched
      : touched.sort((a, b) => (similarities.get(b) ?? 0) - (similarities.get(a) ?? 0) || a - b)
        .slice(0, most);
    return {
      items: Uint32Array.from(kept),
      similarities: Float64Array.from(kept, (other) => similarities.get(other) ?? 0),
    };
  };
  const known = new Map<number, Neighbourhood>();
  let kept = 0;
  const neighbourhoodOf = (item: number): Neighbourhood => {
    const before = known.get(item);
    if (before) return before;
    const found = find(item);
    if (kept > mostKept) {
      known.clear();
      kept = 0;
    }
    known.set(item, found);
    kept += found.items.length;
    return found;
  };
  return {
    name: "neighbours",
    score(user) {
      const scores = new Float64Array(count);
      for (const item of itemsOf(interactions, user)) {
        const { items, similarities } = neighbourhoodOf(item);
        for (let at = 0; at < items.length; at++) {
          const other = items[at] as number;
          scores[other] = (scores[other] as number) + (similarities[at] as number);
        }
      }
      return scores;
    },
  };
}
