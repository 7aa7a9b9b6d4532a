/** The search for parameters on a validation part. */
import type { EngineOptions } from "../engine/mod.ts";
import { perUser, rankHeldOut } from "./evaluate.ts";
import type { Recommender } from "../models/recommender.ts";
import type { AnySplit } from "./split.ts";

/** The parameters that are searched for. */
export type Parameters = Pick<EngineOptions, "factors" | "alpha" | "regularization">;

/** Parameters and the nDCG that they reached on the validation part. */
export interface Candidate extends Parameters {
  readonly ndcg: number;
}

/** The small grid that is searched if nothing else is said. */
export const defaultGrid: readonly Parameters[] = [4, 8, 16, 24, 32].flatMap((factors) =>
  [1, 3, 10].flatMap((alpha) =>
    [1, 6, 12, 24].map((regularization) => ({ factors, alpha, regularization }))
  )
);

/**
 * Tries each candidate on a validation part, best first in the result. The test part is not looked
 * at: it is held out before, and used once, with the winner.
 *
 * @param validation a split of the training part
 * @param train makes a model from the training part of `validation`
 */
export async function searchParameters(
  validation: AnySplit,
  train: (parameters: Parameters) => Recommender | Promise<Recommender>,
  k: number,
  grid: readonly Parameters[] = defaultGrid,
  onCandidate: (candidate: Candidate, tried: number) => void = () => {},
): Promise<Candidate[]> {
  const candidates: Candidate[] = [];
  for (const parameters of grid) {
    const values = perUser(rankHeldOut(await train(parameters), validation), "ndcg", k);
    const ndcg = values.reduce((sum, value) => sum + value, 0) / values.length;
    const candidate = { ...parameters, ndcg };
    onCandidate(candidate, candidates.push(candidate));
  }
  return candidates.sort((a, b) => b.ndcg - a.ndcg);
}
