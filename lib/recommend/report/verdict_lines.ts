/** What the figures of models say about the first of them, ALS. */
import { clearlyAbove, type Figure } from "../evaluation/evaluate.ts";

/** A line for each of the others: who is better, or that they are level. */
export function verdictLines(ndcg: readonly Figure[], k: number): string[] {
  const [als, ...others] = ndcg;
  if (!als) return [];
  return others.map((other) => {
    const relation = clearlyAbove(als, other)
      ? "clearly beats"
      : clearlyAbove(other, als)
      ? "is clearly beaten by"
      : "is level with (the intervals overlap)";
    return `By nDCG@${k}, ALS ${relation} ${other.model}.`;
  });
}
