/** The check that the engine finds more than the list of what is popular does. */
import type { Check } from "../check.ts";
import { clearlyAbove } from "../../recommend/evaluation/evaluate.ts";
import { readPurchases } from "../../recommend/data/read_store.ts";
import { defaults, evaluatePurchases, figureOf } from "../../recommend/recommendations.ts";

const seed = 42;

/** On purchases held out, the engine finds more than the list of what is popular does. */
export const betterThanPopularity: Check = {
  name: "ALS finds held-out purchases better than popularity does",
  points: 1,
  async look({ db }) {
    const purchases = await readPurchases(db);
    const { evaluation } = await evaluatePurchases(purchases, { ...defaults, seed });
    const als = figureOf(evaluation, "als", "ndcg");
    const popularity = figureOf(evaluation, "popularity", "ndcg");
    const text = ({ value, low, high }: typeof als) =>
      `${value.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`;
    return {
      passed: clearlyAbove(als, popularity),
      evidence:
        `nDCG@${evaluation.k} ${text(als)} against ${text(popularity)}, on the last purchases ` +
        `of ${evaluation.users} users`,
    };
  },
};
