/** What to recommend to a newcomer, from buyers who resemble the newcomer. */
import { itemsOf, type Ratings } from "../engine/mod.ts";

/** What is known of a user before the first purchase. */
export interface Profile {
  readonly city: string;
  /** The categories ticked at registration; may be empty. */
  readonly interests: readonly string[];
}

/** How many buyers' worth of weight the wider group has against the narrower one. */
const priorWeight = 20;

/**
 * The probability that a newcomer of a profile buys each item, from the buyers who resemble them.
 *
 * The share of buyers who have the item is taken among all, then among those who tick one of the same
 * interests, then among those of the same city as well; each narrower share is smoothed towards the
 * wider one by a Dirichlet prior (C. Zhai and J. Lafferty, *A Study of Smoothing Methods for Language
 * Models*, SIGIR 2001, section 3), so that a handful of buyers does not decide.
 *
 * @param profiles of the users, by row
 * @returns a function from a profile to the probabilities, by item
 */
export function coldStart(
  interactions: Ratings,
  profiles: readonly Profile[],
): (profile: Profile) => Float64Array {
  const itemCount = interactions.items.length;
  const cache = new Map<string, Float64Array>();
  const nothing = new Float64Array(itemCount);
  const shares = (prior: Float64Array, resembles: (profile: Profile) => boolean) => {
    const buyersOf = new Float64Array(itemCount);
    let buyers = 0;
    for (const [user, profile] of profiles.entries()) {
      const items = itemsOf(interactions, user);
      if (items.length === 0 || !resembles(profile)) continue;
      buyers++;
      for (const item of items) buyersOf[item] = (buyersOf[item] ?? 0) + 1;
    }
    return buyersOf.map((count, item) =>
      (count + priorWeight * (prior[item] ?? 0)) / (buyers + priorWeight)
    );
  };
  const everyone = shares(nothing, () => true);
  return ({ city, interests }) => {
    const key = JSON.stringify([city, [...interests].sort()]);
    const known = cache.get(key);
    if (known) return known;
    const sameTaste = (other: Profile) =>
      interests.length === 0 || other.interests.some((interest) => interests.includes(interest));
    const taste = interests.length === 0 ? everyone : shares(everyone, sameTaste);
    const result = shares(taste, (other) => other.city === city && sameTaste(other));
    cache.set(key, result);
    return result;
  };
}
