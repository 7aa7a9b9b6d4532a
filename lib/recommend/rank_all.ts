/** The best items of every user, for any interactions. */
import { type EngineOptions, type Interactions, noItem, topKAll } from "./engine/mod.ts";
import { trainModel } from "./models/engine_recommender.ts";

/** The best items of one user, best first. */
export interface RankedUser {
  readonly user: string;
  readonly items: readonly { readonly item: string; readonly score: number }[];
}

/**
 * Trains the engine on any interactions and yields, user by user, the `top` items that the user does
 * not have.
 */
export async function* rankAll(
  interactions: Interactions<string>,
  options: EngineOptions,
  top: number,
): AsyncGenerator<RankedUser> {
  const model = await trainModel(interactions, options);
  const k = Math.max(Math.min(top, interactions.items.length), 1);
  const { items, scores } = await topKAll(model, interactions, k, options);
  for (const [row, user] of interactions.users.entries()) {
    const ranked = [];
    for (let place = row * k; place < (row + 1) * k; place++) {
      const item = items[place] as number;
      if (item === noItem) break;
      ranked.push({ item: interactions.items[item] as string, score: scores[place] as number });
    }
    yield { user, items: ranked };
  }
}
