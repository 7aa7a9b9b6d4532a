/** Views that weigh less the older they are. */
import { hour_ms } from "../../base/durations.ts";
import { type CountedCells, occurring } from "../scan/cell_counts.ts";
import type { HourlyViews } from "./hourly_views.ts";

/** Which views count, and how much. */
export interface Weighting {
  /**
   * As of when, to the full hour before it; later events are ignored. Absent: when the log ends, see
   * {@link endOfLog}.
   */
  readonly asOf?: Date | undefined;
  /** What the clock says: hours that begin later are in the future. Absent: none is. */
  readonly now?: Date | undefined;
  /** The age at which a view counts half. */
  readonly halfLife_hours: number;
  /** How many days of the past there are to compare with. */
  readonly baseline_days: number;
}

/** Weighted views by window: 0 is of late, 1, 2, … the same hours of earlier days. */
export interface WeightedViews {
  /** The keys of the products. */
  readonly products: readonly string[];
  /** The windows that have views, the latest first. */
  readonly windows: readonly WeightedWindow[];
}

/** The weighted views of a window, by the places of the products that were viewed in it. */
export interface WeightedWindow extends CountedCells {
  /** 0, 1, 2, … */
  readonly window: number;
  /** Over all `n` views of weight `w` the sum of `w n`, of `w^2 n` and of `w^3 n`. */
  readonly of: number;
  readonly squares: number;
  readonly cubes: number;
}

/** Whether a window is of the past, and not of late. */
export const isPast = ({ window }: WeightedWindow) => window > 0;

/** By default the half-life is 6 hours, and the baseline 28 days: each weekday four times. */
export const defaultWeighting = { halfLife_hours: 6, baseline_days: 28 } as const;

/** Views older than so many half-lives, less than 1/16 of a fresh one, count for nothing. */
const reach_halfLives = 4;

/**
 * Weights each view by `2^(-age / halfLife_hours)`, or rather by the mean of that over the hour in which
 * it was, up to an age of 4 half-lives; and the views of the past in the same way, as if now were a day
 * ago, two days ago and so on (or as many days as 4 half-lives need).
 *
 * @throws {RangeError} if the weighting makes no sense
 */
export function weightedViews(
  { products, hours, of }: HourlyViews,
  weighting: Weighting & { readonly asOf: Date },
): WeightedViews {
  check(weighting);
  const { reach_hours, period_hours, periods } = windowsOf(weighting);
  const decay = Math.LN2 / weighting.halfLife_hours;
  const meanOverHour = -Math.expm1(-decay) / decay;
  const end = Math.floor(weighting.asOf.getTime() / hour_ms);

  /** Which hours a window has, and how much their views weigh. */
  const hoursOf = Map.groupBy(
    Array.from(hours, (hour, place) => {
      const age = end - hour - 1; // of its end
      const window = Math.floor(age / period_hours);
      const ageThen = age - window * period_hours;
      return { place, window, ageThen, weight: Math.exp(-decay * ageThen) * meanOverHour };
    }).filter(({ window, ageThen }) => window >= 0 && window <= periods && ageThen < reach_hours),
    ({ window }) => window,
  );
  const windows: WeightedWindow[] = [];
  const views = new Float64Array(products.length);
  for (const [window, inWindow] of [...hoursOf].sort(([a], [b]) => a - b)) {
    const sums = { of: 0, squares: 0, cubes: 0 };
    views.fill(0);
    for (const { place, weight } of inWindow) {
      const { cells, counts } = of(place);
      for (let i = 0; i < cells.length; i++) {
        const product = cells[i] as number, weighted = weight * (counts[i] as number);
        views[product] = (views[product] as number) + weighted;
        sums.of += weighted;
        sums.squares += weight * weighted;
        sums.cubes += weight * weight * weighted;
      }
    }
    if (sums.of > 0) windows.push({ window, ...sums, ...occurring(views) });
  }
  return { products, windows };
}

/** How long a window is, how far apart the windows are, and how many are of the past. */
function windowsOf({ halfLife_hours, baseline_days }: Weighting) {
  const reach_hours = Math.ceil(reach_halfLives * halfLife_hours);
  const period_hours = 24 * Math.ceil(reach_hours / 24);
  const periods = Math.max(Math.floor(24 * baseline_days / period_hours), 1);
  return { reach_hours, period_hours, periods };
}

function check({ asOf, now, halfLife_hours, baseline_days }: Weighting): void {
  if (!(halfLife_hours > 0 && halfLife_hours < Infinity)) {
    throw new RangeError(`Cannot weight views by a half-life of ${halfLife_hours} hours`);
  }
  if (!(baseline_days > 0 && baseline_days < Infinity)) {
    throw new RangeError(`Cannot compare views with those of ${baseline_days} days`);
  }
  if ([asOf, now].some((date) => date && Number.isNaN(date.getTime()))) {
    throw new RangeError("Cannot weight views by their age at an invalid date");
  }
}
