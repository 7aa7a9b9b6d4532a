/** How good the recommendations are, as a terminal shows it after they are published. */
import { percentText } from "../../base/text/percent.ts";
import { clearlyAbove, fewestForVerdict, type Figure } from "../evaluation/evaluate.ts";
import { type Evaluation, figureOf } from "../recommendations.ts";

/** How good the recommendations are, in a few lines: the models side by side. */
export function evaluationLines(evaluation: Evaluation): string[] {
  const { k, users } = evaluation;
  if (users === 0) {
    return ["Nobody could be tested: it takes users who have bought two products or more"];
  }
  const ndcg = (model: string) => figureOf(evaluation, model, "ndcg");
  const interval = ({ value, low, high }: Figure) =>
    `${value.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`;
  const models = ["als", "neighbours", "popularity"].map((model) =>
    `  ${model.padEnd(12)} nDCG@${k} ${interval(ndcg(model))}, ` +
    `hit rate ${percentText(figureOf(evaluation, model, "hit_rate").value)}`
  );
  const verdict = users < fewestForVerdict
    ? `Too few users were tested for a verdict (${fewestForVerdict} are needed)`
    : clearlyAbove(ndcg("als"), ndcg("popularity"))
    ? "ALS clearly beats popularity"
    : "ALS does NOT clearly beat popularity on these orders";
  return [`${verdict} at finding the last purchase of ${users} users:`, ...models];
}
