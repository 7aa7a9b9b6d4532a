import { bootstrap, type Interval } from "../bootstrap.ts";
import type { LatencyResult, WriteConcernName } from "../cap_run.ts";
import { meanDifference, quantile } from "./latency_summary.ts";

/** One figure of both write concerns, in ms. */
export interface Comparison {
  readonly w1_ms: number;
  readonly majority_ms: number;
  /** How much longer majority takes, with its 95 % interval. */
  readonly difference_ms: Interval;
  /** Whether 0 lies outside of the interval. */
  readonly significant: boolean;
}

/** The wait for an insert, one after the other: `w: 1` beside majority, journaled as the server likes. */
export interface LatencyComparison {
  readonly orders: number;
  readonly mean: Comparison;
  readonly median: Comparison;
}

/** Of fewer orders, an interval says nothing. */
const fewest = 10;

/** Sorting that many orders in all takes about a second. */
const mostResampled = 2e6;

/**
 * Compares the two settings that the assignment asks about, order by order.
 *
 * @param random uniform in [0, 1)
 * @returns undefined if one of the two was not measured
 */
export function compareLatencies(
  { settings }: LatencyResult,
  random: () => number,
): LatencyComparison | undefined {
  const of = (name: WriteConcernName) =>
    settings.find(({ write_concern, journal }) => write_concern === name && journal === "default")
      ?.one_by_one_ms ?? [];
  const orders = Math.min(of("1").length, of("majority").length);
  if (orders === 0) return undefined;
  const w1 = of("1").slice(0, orders), majority = of("majority").slice(0, orders);
  const comparison = (
    figure: (values: Float64Array) => number,
    difference_ms: Interval,
  ): Comparison => ({
    w1_ms: figure(Float64Array.from(w1)),
    majority_ms: figure(Float64Array.from(majority)),
    difference_ms,
    significant: orders >= fewest && (difference_ms.low > 0 || difference_ms.high < 0),
  });
  return {
    orders,
    mean: comparison(mean, meanDifference(w1, majority, random)),
    median: comparison(median, medianDifference(w1, majority, random)),
  };
}

/** Resamples the orders, so that both medians are of the same ones. */
function medianDifference(
  first_ms: readonly number[],
  second_ms: readonly number[],
  random: () => number,
): Interval {
  const of = (values: readonly number[], orders: Float64Array) =>
    median(orders.map((order) => values[order] ?? NaN));
  return bootstrap(
    first_ms.map((_, order) => order),
    (orders) => of(second_ms, orders) - of(first_ms, orders),
    random,
    { resamples: Math.min(1000, Math.max(100, Math.round(mostResampled / first_ms.length))) },
  );
}

const mean = (values: Float64Array) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Sorts the values. */
const median = (values: Float64Array) => quantile(values.sort(), 0.5);
