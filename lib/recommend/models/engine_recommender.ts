/** The engine as a recommender. */
import { DzError } from "../../base/errors.ts";
import {
  type EngineOptions,
  type Interactions,
  type Model,
  scoreOf,
  trainEngine,
} from "../engine/mod.ts";
import type { Recommender } from "./recommender.ts";

/** A training cannot give a model that could be used. */
export class TrainingError extends DzError {}

/**
 * Trains the engine, and makes sure of the result.
 *
 * @throws {TrainingError} if the parameters do not suit the matrix
 */
export async function trainModel<User>(
  interactions: Interactions<User>,
  options: EngineOptions,
): Promise<Model<User>> {
  let model;
  try {
    model = await trainEngine(interactions, options);
  } catch (error) {
    if (error instanceof RangeError) throw new TrainingError(error.message, { cause: error });
    throw error;
  }
  if (!model.itemFactors.every(Number.isFinite)) {
    const { alpha, regularization } = options;
    throw new TrainingError(
      `Cannot train with alpha ${alpha} and regularization ${regularization}: the factors grow ` +
        "beyond single precision. Use smaller values",
    );
  }
  return model;
}

/** Trains the engine and recommends by the estimated preference x_u · y_i. */
export async function engineRecommender<User>(
  interactions: Interactions<User>,
  options: EngineOptions,
): Promise<Recommender & { readonly model: Model<User> }> {
  const model = await trainModel(interactions, options);
  return {
    name: "als",
    model,
    score: (user) => Float64Array.from(model.items, (_, item) => scoreOf(model, user, item)),
  };
}
