/** The engine as a recommender. */
import { DzError } from "../../base/errors.ts";
import {
  type EngineOptions,
  type Ratings,
  scoreOf,
  type TrainedOn,
  trainEngine,
} from "../engine/mod.ts";
import type { Recommender } from "./recommender.ts";

/** A training cannot give a model that could be used. */
export class TrainingError extends DzError {}

/**
 * Trains the engine, and makes sure of the result.
 *
 * @throws {TrainingError} if the parameters do not suit the matrix: it says what cannot be trained on,
 * or the loss or the factors are no finite numbers
 */
export async function trainModel<Of extends Ratings>(
  interactions: Of,
  options: EngineOptions,
): Promise<TrainedOn<Of>> {
  const { onIteration } = options;
  const checked = onIteration && {
    onIteration(iteration: number, loss: number) {
      if (!Number.isFinite(loss)) throw beyondPrecision(options);
      onIteration(iteration, loss);
    },
  };
  try {
    const model = await trainEngine(interactions, { ...options, ...checked });
    if (!areFinite(model.userFactors) || !areFinite(model.itemFactors)) {
      throw beyondPrecision(options);
    }
    return model;
  } catch (error) {
    if (error instanceof RangeError) throw new TrainingError(error.message, { cause: error });
    throw error;
  }
}

/** What to say if numbers grow beyond what can be computed with. */
export const beyondPrecision = ({ alpha, regularization }: EngineOptions) =>
  new TrainingError(
    `Cannot train with alpha ${alpha} and regularization ${regularization}: the factors grow ` +
      "beyond single precision. Use a smaller --alpha, or smaller weights",
  );

function areFinite(values: Float32Array): boolean {
  let nothing = 0;
  for (let at = 0; at < values.length; at++) nothing += 0 * (values[at] as number);
  return nothing === 0;
}

/** Trains the engine and recommends by the estimated preference x_u · y_i. */
export async function engineRecommender<Of extends Ratings>(
  interactions: Of,
  options: EngineOptions,
): Promise<Recommender & { readonly model: TrainedOn<Of> }> {
  const model = await trainModel(interactions, options);
  return {
    name: "als",
    model,
    score(user) {
      const scores = new Float64Array(model.items.length);
      for (let item = 0; item < scores.length; item++) scores[item] = scoreOf(model, user, item);
      return scores;
    },
  };
}
