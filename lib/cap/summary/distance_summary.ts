/** Latency against distance: a point for each series, and the round trips that they show. */
import type { DistanceResult, WriteConcernName } from "../cap_run.ts";
import { mean } from "../../statistics/mean.ts";
import { median } from "../../statistics/median.ts";
import { percentile } from "../../statistics/percentile.ts";

/** What is compared over the distance. `w: 1` waits for no member, so that its journaling is no matter. */
export type DistanceSetting = "w: 1" | "majority journaled" | "majority not journaled";

/** The latencies of one setting at one distance. All in ms. */
export interface DistancePoint {
  readonly setting: DistanceSetting;
  readonly write_concern: WriteConcernName;
  readonly nearest_rtt_ms: number;
  readonly farthest_rtt_ms: number;
  /** How many inserts. */
  readonly count: number;
  readonly p50_ms: number;
  readonly p99_ms: number;
  readonly max_ms: number;
}

/** The median wait at majority with one secondary near and the other far away. All in ms. */
export interface UnevenWait {
  readonly nearest_rtt_ms: number;
  readonly farthest_rtt_ms: number;
  readonly p50_ms: number;
  /** With both secondaries as near as the nearest. */
  readonly bothNear_ms: number;
  /** Whether the wait is more like that than like the one with both as far away as the farthest. */
  readonly followsNearest: boolean;
}

/** One point for each series with a latency, by setting, then from near to far. */
export function distancePoints({ series }: DistanceResult): DistancePoint[] {
  return series.filter(({ latencies_ms }) => latencies_ms.length > 0).map((one) => ({
    setting: settingOf(one),
    write_concern: one.write_concern,
    nearest_rtt_ms: one.nearest_rtt_ms,
    farthest_rtt_ms: one.farthest_rtt_ms,
    count: one.latencies_ms.length,
    p50_ms: median(one.latencies_ms),
    p99_ms: percentile(one.latencies_ms, 0.99),
    max_ms: percentile(one.latencies_ms, 1),
  })).sort((a, b) =>
    distanceSettings.indexOf(a.setting) - distanceSettings.indexOf(b.setting) ||
    a.nearest_rtt_ms - b.nearest_rtt_ms || a.farthest_rtt_ms - b.farthest_rtt_ms
  );
}

/** In the order in which they are shown. */
export const distanceSettings: readonly DistanceSetting[] = [
  "w: 1",
  "majority not journaled",
  "majority journaled",
];

/** Whether both secondaries are equally far away. */
export const isEven = (
  { nearest_rtt_ms, farthest_rtt_ms }: Pick<
    DistancePoint,
    "nearest_rtt_ms" | "farthest_rtt_ms"
  >,
): boolean => nearest_rtt_ms === farthest_rtt_ms;

/** The uneven distances of a setting, so far as it was measured with both secondaries as near, too. */
export function unevenWaits(
  points: readonly DistancePoint[],
  setting: DistanceSetting,
): UnevenWait[] {
  const of = points.filter((point) => point.setting === setting);
  const at = (rtt_ms: number) =>
    of.find((point) => isEven(point) && point.nearest_rtt_ms === rtt_ms)?.p50_ms;
  return of.filter((point) => !isEven(point)).flatMap(
    ({ nearest_rtt_ms, farthest_rtt_ms, p50_ms }) => {
      const bothNear_ms = at(nearest_rtt_ms);
      if (bothNear_ms === undefined) return [];
      // If that was not measured, one round trip is the least that the farthest would cost.
      const bothFar_ms = at(farthest_rtt_ms) ?? bothNear_ms + farthest_rtt_ms - nearest_rtt_ms;
      const followsNearest = Math.abs(p50_ms - bothNear_ms) < Math.abs(p50_ms - bothFar_ms);
      return [{ nearest_rtt_ms, farthest_rtt_ms, p50_ms, bothNear_ms, followsNearest }];
    },
  );
}

/** Whether the wait was seen to follow the nearest secondary wherever the other is farther away. */
export function followsNearest(
  points: readonly DistancePoint[],
  setting: DistanceSetting,
): boolean {
  const waits = unevenWaits(points, setting);
  return waits.length > 0 && waits.every((wait) => wait.followsNearest);
}

/**
 * How many round trips to the secondaries a setting waits: how much its median latency grows with
 * each ms of distance (least squares), where both secondaries are equally far away.
 *
 * @returns undefined if it was measured at fewer than two distances
 */
export function roundTrips(
  points: readonly DistancePoint[],
  setting: DistanceSetting,
): number | undefined {
  const of = points.filter((point) => point.setting === setting && isEven(point));
  const meanOf = (value: (point: DistancePoint) => number) => mean(of.map(value));
  const rtt = meanOf(({ nearest_rtt_ms }) => nearest_rtt_ms);
  const p50 = meanOf(({ p50_ms }) => p50_ms);
  const spread = meanOf(({ nearest_rtt_ms }) => (nearest_rtt_ms - rtt) ** 2);
  if (!(spread > 0)) return undefined;
  return meanOf(({ nearest_rtt_ms, p50_ms }) => (nearest_rtt_ms - rtt) * (p50_ms - p50)) / spread;
}

/** Such as `2.0 round trips`, or `none`. */
export function roundTripsText(count: number): string {
  if (Math.abs(count) < 0.1) return "none";
  const text = count.toFixed(1);
  return `${text} round ${text === "1.0" ? "trip" : "trips"}`;
}

function settingOf(
  { write_concern, journaled }: DistanceResult["series"][number],
): DistanceSetting {
  if (write_concern === "1") return "w: 1";
  return journaled ? "majority journaled" : "majority not journaled";
}
