/** How good the recommendations are, for other programs: `deno task pipeline --json`. */
import type { Measure } from "../evaluation/evaluate.ts";
import { type Evaluation, figureOf } from "../recommendations.ts";

/** Two figures of each model, none if nobody could be tested, and how many users were tested. */
export function evaluationJson(evaluation: Evaluation) {
  const models = evaluation.users > 0 ? ["als", "popularity", "neighbours"] : [];
  const values = (metric: Measure) =>
    Object.fromEntries(
      models.map((model) => [
        model,
        figureOf(evaluation, model, metric).value,
      ]),
    );
  return {
    [`ndcg_at_${evaluation.k}`]: values("ndcg"),
    [`hit_rate_at_${evaluation.k}`]: values("hit_rate"),
    users: evaluation.users,
  };
}
