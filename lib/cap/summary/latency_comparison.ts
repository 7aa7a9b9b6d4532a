/** How much longer majority takes than `w: 1`, order by order, and whether that is chance. */
import { bootstrap, type Interval } from "../../statistics/bootstrap.ts";
import { mean } from "../../statistics/mean.ts";
import { quantile } from "../../statistics/quantile.ts";
import type { LatencyResult, WriteConcernName } from "../cap_run.ts";
import { meanDifference } from "./latency_summary.ts";

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

/** Of fewer values, an interval says nothing. */
const fewest = 10;

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
    significant: isSignificant(difference_ms, orders),
  });
  return {
    orders,
    mean: comparison(mean, meanDifference(w1, majority, random)),
    median: comparison(median, medianDifference(w1, majority, random)),
  };
}

/** Whether a difference that was estimated from so many values is one: 0 lies outside of the interval. */
export const isSignificant = ({ low, high }: Interval, values: number): boolean =>
  values >= fewest && (low > 0 || high < 0);

/**
 * How much longer the second takes than the first by the medians, with its 95 % interval. Resamples the
 * orders, so that both medians are of the same ones.
 *
 * @param second_ms as many as of the first
 */
export function medianDifference(
  first_ms: readonly number[],
  second_ms: readonly number[],
  random: () => number,
): Interval {
  // Ranked by the first, whose sample is then in order without being sorted each time.
  const ranked = first_ms.map((first, order) => ({ first, second: second_ms[order] ?? NaN }))
    .sort((a, b) => a.first - b.first);
  const first = Float64Array.from(ranked, (order) => order.first);
  const second = Float64Array.from(ranked, (order) => order.second);
  return bootstrap(
    ranked.map((_, rank) => rank),
    (ranks) =>
      median(ranks.map((rank) => second[rank] ?? NaN)) -
      quantile(ranks.map((rank) => first[rank] ?? NaN), 0.5),
    random,
  );
}

/** Sorts the values. */
const median = (values: Float64Array) => quantile(values.sort(), 0.5);
