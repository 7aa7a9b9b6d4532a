/** How the points of checks add up. */
import type { Result } from "./check.ts";

/** The points of some checks: of those that passed, and of all. */
export function pointsOf(checks: readonly Result[]): { score: number; of: number } {
  const sum = (some: readonly Result[]) => some.reduce((total, { points }) => total + points, 0);
  return { score: sum(checks.filter(({ passed }) => passed)), of: sum(checks) };
}
