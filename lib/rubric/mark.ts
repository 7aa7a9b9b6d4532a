/** The rubric, filled in. */
import { reasonOf } from "../base/errors.ts";
import type { Check, Criterion, Result, Rubric, Subject, Verdict } from "./check.ts";
import { pointsOf } from "./points_of.ts";

/**
 * Does every check and adds up the points of those that pass.
 *
 * @param onResult is told of each
 */
export async function mark(
  criteria: readonly Criterion[],
  subject: Subject,
  onResult: (result: Result) => void = () => {},
): Promise<Rubric> {
  const results: Result[] = [];
  for (const { name, checks } of criteria) {
    for (const check of checks) {
      const result = resultOf(name, check, await check.look(subject).catch(notPassed));
      results.push(result);
      onResult(result);
    }
  }
  return rubricOf(results);
}

/** The rubric if there is nothing to look at, for that reason. */
export function unmarked(criteria: readonly Criterion[], reason: string): Rubric {
  return rubricOf(
    criteria.flatMap(({ name, checks }) =>
      checks.map((check) => resultOf(name, check, { passed: false, evidence: reason }))
    ),
  );
}

const resultOf = (criterion: string, { name, points }: Check, verdict: Verdict): Result => ({
  criterion,
  name,
  points,
  ...verdict,
});

const rubricOf = (checks: readonly Result[]): Rubric => ({ ...pointsOf(checks), checks });

const notPassed = (error: unknown): Verdict => ({
  passed: false,
  evidence: reasonOf(error),
});
