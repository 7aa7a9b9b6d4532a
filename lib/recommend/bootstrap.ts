/** An estimate and the interval in which it lies with the given confidence. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The mean of some values with its percentile bootstrap interval (B. Efron and R. Tibshirani, *An
 * Introduction to the Bootstrap*, 1993, chapter 13).
 *
 * @param random uniform in [0, 1)
 * @param confidence such as 0.95
 * @returns zeros if there are no values
 */
export function bootstrapMean(
  values: ArrayLike<number>,
  random: () => number,
  { resamples = 1000, confidence = 0.95 }: { resamples?: number; confidence?: number } = {},
): Interval {
  const n = values.length;
  if (n === 0) return { value: 0, low: 0, high: 0 };
  const means = Float64Array.from({ length: resamples }, () => {
    let sum = 0;
    for (let draw = 0; draw < n; draw++) sum += values[Math.floor(random() * n)] as number;
    return sum / n;
  }).sort();
  const at = (share: number) =>
    means[Math.min(Math.floor(share * resamples), resamples - 1)] as number;
  let sum = 0;
  for (let index = 0; index < n; index++) sum += values[index] as number;
  return { value: sum / n, low: at((1 - confidence) / 2), high: at((1 + confidence) / 2) };
}
