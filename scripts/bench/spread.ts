/** The fastest and the middle one of several runs, and how they are written. */
import { median } from "../../lib/statistics/median.ts";

/** The fastest and the middle one of several runs. */
export interface Spread {
  readonly fastest: number;
  readonly median: number;
}

/** The spread of measured times, of which there is at least one. */
export function spreadOf(seconds: readonly number[]): Spread {
  return { fastest: Math.min(...seconds), median: median(seconds) };
}

/** A spread of quotients: fastest by fastest, median by median. */
export const ratioOf = (a: Spread, b: Spread): Spread => ({
  fastest: a.fastest / b.fastest,
  median: a.median / b.median,
});

/** A spread as text: `0.24 (0.25)`. */
export const showSpread = ({ fastest, median }: Spread, digits = 2): string =>
  `${fastest.toFixed(digits)} (${median.toFixed(digits)})`;
