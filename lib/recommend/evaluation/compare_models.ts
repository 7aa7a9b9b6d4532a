/** ALS beside simpler models, on the same held-out interactions. */
import { random } from "../../base/random.ts";
import { neighbours } from "../models/neighbours.ts";
import { popularity } from "../models/popularity.ts";
import type { Recommender } from "../models/recommender.ts";
import { evaluate, type Figure } from "./evaluate.ts";
import type { AnySplit } from "./split.ts";

/**
 * The figures of each model: of ALS first, then of popularity and of neighbours, which learn from the
 * same part of the split.
 *
 * @param seed of the intervals
 * @param onTested told after each user that a model was tried on
 * @throws {RangeError} if nobody is tested: see `testable`
 */
export function compareModels(
  als: Recommender,
  split: AnySplit,
  k: number,
  seed: number,
  onTested?: () => void,
): Figure[] {
  return [als, popularity(split.train), neighbours(split.train)].flatMap((model) => {
    const generator = random(seed, "bootstrap");
    return evaluate(model, split, k, () => generator.next(), onTested);
  });
}
