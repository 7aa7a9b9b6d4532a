/** The fastest and the middle one of several runs. */
export interface Spread {
  readonly fastest: number;
  readonly median: number;
}

/** The spread of measured times, of which there is at least one. */
export function spreadOf(seconds: readonly number[]): Spread {
  const sorted = seconds.toSorted((a, b) => a - b);
  const at = (place: number) => sorted[Math.floor(place)] ?? NaN;
  const middle = (sorted.length - 1) / 2;
  return { fastest: at(0), median: (at(middle) + at(middle + 0.5)) / 2 };
}

/** A spread of quotients: fastest by fastest, median by median. */
export const ratioOf = (a: Spread, b: Spread): Spread => ({
  fastest: a.fastest / b.fastest,
  median: a.median / b.median,
});

/** A spread as text: `0.24 (0.25)`. */
export const showSpread = ({ fastest, median }: Spread, digits = 2): string =>
  `${fastest.toFixed(digits)} (${median.toFixed(digits)})`;
