/** An estimate and the interval in which it lies with the given confidence. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** How an interval is estimated. */
export interface BootstrapOptions {
  readonly resamples?: number;
  /** Such as 0.95. */
  readonly confidence?: number;
}

/**
 * A statistic of some values with its percentile bootstrap interval (B. Efron and R. Tibshirani, *An
 * Introduction to the Bootstrap*, 1993, chapter 13).
 *
 * @param statistic of a sample, which it may reorder
 * @param random uniform in [0, 1)
 * @returns zeros if there are no values
 */
export function bootstrap(
  values: ArrayLike<number>,
  statistic: (sample: Float64Array) => number,
  random: () => number,
  { resamples = 1000, confidence = 0.95 }: BootstrapOptions = {},
): Interval {
  const n = values.length;
  if (n === 0) return { value: 0, low: 0, high: 0 };
  const sample = new Float64Array(n);
  const resampled = Float64Array.from({ length: resamples }, () => {
    for (let draw = 0; draw < n; draw++) sample[draw] = values[Math.floor(random() * n)] as number;
    return statistic(sample);
  }).sort();
  const at = (share: number) =>
    resampled[Math.min(Math.floor(share * resamples), resamples - 1)] as number;
  return {
    value: statistic(Float64Array.from(values)),
    low: at((1 - confidence) / 2),
    high: at((1 + confidence) / 2),
  };
}

/** The mean of some values with its bootstrap interval. */
export function bootstrapMean(
  values: ArrayLike<number>,
  random: () => number,
  options: BootstrapOptions = {},
): Interval {
  return bootstrap(values, mean, random, options);
}

function mean(values: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += values[index] as number;
  return sum / values.length;
}
