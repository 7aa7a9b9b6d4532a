/** ALS in plain matrices as a recommender, the witness beside the engine. */
import { type AlsOptions, type Factors, trainAls } from "./als.ts";
import type { Ratings } from "../engine/mod.ts";
import type { Recommender } from "./recommender.ts";

/** Trains ALS and recommends by the estimated preference x_u · y_i. */
export function alsRecommender(
  interactions: Ratings,
  options: AlsOptions,
): Recommender & { readonly factors: Factors } {
  const factors = trainAls(interactions, options);
  const itemColumns = factors.items.transpose();
  return {
    name: "als",
    factors,
    score: (user) => factors.users.getRowVector(user).mmul(itemColumns).getRow(0),
  };
}
