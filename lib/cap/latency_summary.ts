import { bootstrap, bootstrapMean, type Interval } from "../bootstrap.ts";

/** Latencies in a few figures, each with its 95 % interval. In ms. */
export interface LatencySummary {
  readonly count: number;
  readonly mean: Interval;
  readonly p50: Interval;
  readonly p95: Interval;
  readonly p99: Interval;
  readonly max: number;
}

/**
 * The quantile of sorted values between the two nearest (R. J. Hyndman and Y. Fan, *Sample Quantiles in
 * Statistical Packages*, 1996, definition 7).
 *
 * @param share in 0..1
 * @returns NaN if there are no values
 */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const place = share * (sorted.length - 1), below = Math.floor(place);
  const low = sorted[below] ?? NaN, high = sorted[below + 1] ?? low;
  return low + (place - below) * (high - low);
}

/** Summarizes latencies, in whatever order. */
export function summarize(latencies_ms: readonly number[], random: () => number): LatencySummary {
  // Sorting is most of the work: of many values, fewer resamples give as good an interval.
  const resamples = Math.min(1000, Math.max(200, Math.round(1e6 / latencies_ms.length)));
  const at = (share: number) =>
    bootstrap(latencies_ms, (sample) => quantile(sample.sort(), share), random, { resamples });
  return {
    count: latencies_ms.length,
    mean: bootstrapMean(latencies_ms, random),
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    max: latencies_ms.reduce((most, ms) => Math.max(most, ms), 0),
  };
}

/**
 * How much longer the second setting takes than the first on average, order by order, with its 95 %
 * interval. The difference is significant if 0 lies outside.
 */
export function meanDifference(
  first_ms: readonly number[],
  second_ms: readonly number[],
  random: () => number,
): Interval {
  return bootstrapMean(
    second_ms.map((ms, order) => ms - (first_ms[order] ?? NaN)),
    random,
  );
}
