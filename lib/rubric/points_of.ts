/** How the points of checks add up. */
import type { Result, Rubric } from "./check.ts";

/** Points: of the checks that passed, and of all. */
export interface Points {
  readonly score: number;
  readonly of: number;
}

/** The points of some checks. */
export function pointsOf(checks: readonly Result[]): Points {
  const sum = (some: readonly Result[]) => some.reduce((total, { points }) => total + points, 0);
  return { score: sum(checks.filter(({ passed }) => passed)), of: sum(checks) };
}

/** A criterion of a rubric that is filled in, with its points. */
export interface MarkedCriterion extends Points {
  readonly name: string;
  readonly checks: readonly Result[];
}

/** The criteria of a rubric, in their order. */
export const criteriaOf = ({ checks }: Rubric): MarkedCriterion[] =>
  [...Map.groupBy(checks, ({ criterion }) => criterion)]
    .map(([name, checks]) => ({ name, checks, ...pointsOf(checks) }));
