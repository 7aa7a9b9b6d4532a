/** Latencies in a few figures, each with its interval. */
import { bootstrapAll, bootstrapMean, type Interval } from "../../statistics/bootstrap.ts";
import { mean } from "../../statistics/mean.ts";
import { quantile } from "../../statistics/quantile.ts";

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
 * Summarizes latencies, in whatever order.
 *
 * @throws {RangeError} if there are none
 */
export function summarize(latencies_ms: readonly number[], random: () => number): LatencySummary {
  const at = (share: number) => (sorted: Float64Array) => quantile(sorted, share);
  return {
    count: latencies_ms.length,
    ...bootstrapAll(
      latencies_ms,
      { mean, p50: at(0.5), p95: at(0.95), p99: at(0.99) },
      random,
    ),
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
