/** What the figures of models say about the first of them, ALS. */
import { counted } from "../../base/text/counted.ts";
import { clearlyAbove, fewestForVerdict, type Figure } from "../evaluation/evaluate.ts";

/**
 * A line for each of the others: who is better, or that they are level.
 *
 * @param users how many were tested
 */
export function verdictLines(ndcg: readonly Figure[], k: number, users: number): string[] {
  const [als, ...others] = ndcg;
  if (!als) return [];
  if (users < fewestForVerdict) {
    return [
      `Whether ALS is better cannot be told by ${
        counted(users, "user")
      }; ${fewestForVerdict} are needed.`,
    ];
  }
  return others.map((other) => {
    const relation = clearlyAbove(als, other)
      ? "clearly beats"
      : clearlyAbove(other, als)
      ? "is clearly beaten by"
      : "is level with (the intervals overlap)";
    return `By nDCG@${k}, ALS ${relation} ${other.model}.`;
  });
}
