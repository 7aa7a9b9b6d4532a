/** The model that recommends what most users have. */
import type { Ratings } from "../engine/mod.ts";
import type { Recommender } from "./recommender.ts";

/** Recommends to everyone what the most users have: the baseline that a model must beat. */
export function popularity({ items, indices }: Ratings): Recommender {
  const users = new Float64Array(items.length);
  for (const item of indices) users[item] = (users[item] ?? 0) + 1;
  return { name: "popularity", score: () => users };
}
