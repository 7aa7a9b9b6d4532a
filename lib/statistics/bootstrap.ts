/** Confidence intervals by drawing again from the sample. */
import { mean } from "./mean.ts";

/** An estimate and the interval in which it lies with the given confidence. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** How an interval is estimated. */
export interface BootstrapOptions {
  /** Default: 1,000, or fewer of more than 2,000 values, down to 100. */
  readonly resamples?: number;
  /** Such as 0.95. */
  readonly confidence?: number;
}

/** Of a sample in ascending order. */
export type Statistic = (sorted: Float64Array) => number;

/**
 * Statistics of some values with their percentile bootstrap intervals (B. Efron and R. Tibshirani, *An
 * Introduction to the Bootstrap*, 1993, chapter 13), all of the same resamples.
 *
 * @param random uniform in [0, 1)
 * @returns an interval by the name of each statistic
 * @throws {RangeError} if there are no values: no figure is known of nothing
 */
export function bootstrapAll<Name extends string>(
  values: ArrayLike<number>,
  statistics: Readonly<Record<Name, Statistic>>,
  random: () => number,
  { resamples = resamplesFor(values.length), confidence = 0.95 }: BootstrapOptions = {},
): Record<Name, Interval> {
  if (values.length === 0) throw new RangeError("Cannot estimate anything from no values");
  const sorted = Float64Array.from(values).sort();
  const intervals = Object.entries<Statistic>(statistics).map(([name, statistic]) => ({
    name,
    statistic,
    resampled: new Float64Array(resamples),
  }));
  const sample = new Float64Array(sorted.length), counts = new Uint32Array(sorted.length);
  for (let resample = 0; resample < resamples; resample++) {
    drawSorted(sorted, sample, counts, random);
    for (const { statistic, resampled } of intervals) resampled[resample] = statistic(sample);
  }
  return Object.fromEntries(intervals.map(({ name, statistic, resampled }) => {
    resampled.sort();
    const at = (share: number) =>
      resampled[Math.min(Math.floor(share * resamples), resamples - 1)] as number;
    return [name, {
      value: statistic(sorted),
      low: at((1 - confidence) / 2),
      high: at((1 + confidence) / 2),
    }];
  })) as Record<Name, Interval>;
}

/** One statistic, as {@linkcode bootstrapAll} does. */
export function bootstrap(
  values: ArrayLike<number>,
  statistic: Statistic,
  random: () => number,
  options: BootstrapOptions = {},
): Interval {
  return bootstrapAll(values, { statistic }, random, options).statistic;
}

/** The mean of some values with its bootstrap interval. */
export function bootstrapMean(
  values: ArrayLike<number>,
  random: () => number,
  options: BootstrapOptions = {},
): Interval {
  return bootstrap(values, mean, random, options);
}

/** Of many values, fewer resamples give as good an interval: about two million draws in all. */
const resamplesFor = (values: number) => Math.min(1000, Math.max(100, Math.round(2e6 / values)));

/** Draws as many of the sorted values, with replacement. Counting them leaves the sample in order. */
function drawSorted(
  sorted: Float64Array,
  sample: Float64Array,
  counts: Uint32Array,
  random: () => number,
): void {
  const n = sorted.length;
  counts.fill(0);
  for (let draw = 0; draw < n; draw++) (counts[Math.floor(random() * n)] as number)++;
  let next = 0;
  for (let place = 0; place < n; place++) {
    for (let times = counts[place] as number; times > 0; times--) {
      sample[next++] = sorted[place] as number;
    }
  }
}
