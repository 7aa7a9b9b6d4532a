/** Which purchases speak for a recommendation. */
import type { RecommendationReason } from "../documents.ts";
import { explain, type Model } from "./engine/mod.ts";

/** How many purchases a reason names at most. */
const named = 2;

/**
 * Which of a user's purchases speak for an item, the strongest first, from the contributions that
 * `explain` splits the score into; what speaks against it is left out.
 *
 * @param owned the rows of the items that the user has
 * @param item the row of the recommended item
 */
export function reasonFor(
  model: Model<unknown>,
  owned: Iterable<number>,
  item: number,
): RecommendationReason {
  const basket = Array.from(owned, (item) => ({ item }));
  const { contributions } = explain(model, basket, item);
  const speaking = contributions.filter(({ contribution }) => contribution > 0);
  const total = speaking.reduce((sum, { contribution }) => sum + contribution, 0);
  return {
    product: model.items[item] ?? "",
    because: speaking.slice(0, named).map(({ item, contribution }) => ({
      product: model.items[item] ?? "",
      share: Math.min(contribution / total, 1),
    })),
  };
}
