import { type EngineOptions, type Model, scoreOf, trainEngine } from "./engine/mod.ts";
import type { Interactions } from "./interactions.ts";
import type { Recommender } from "./recommender.ts";

/** Trains the engine and recommends by the estimated preference x_u · y_i. */
export async function engineRecommender<User>(
  interactions: Interactions<User>,
  options: EngineOptions,
): Promise<Recommender & { readonly model: Model<User> }> {
  const model = await trainEngine(interactions, options);
  return {
    name: "als",
    model,
    score: (user) => Float64Array.from(model.items, (_, item) => scoreOf(model, user, item)),
  };
}
