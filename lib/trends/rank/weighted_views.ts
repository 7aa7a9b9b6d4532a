/** Views that weigh less the older they are. */
import { hour_ms } from "../../base/durations.ts";
import pl from "nodejs-polars";
import { endOfLog } from "./end_of_log.ts";
import { rowsByHour } from "./frames.ts";

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
  /** One row per product and window in which it was viewed: columns `product`, `window`, `views`. */
  readonly products: pl.DataFrame;
  /**
   * One row per window with a view: columns `window` and, over all `n` views of weight `w`, `of` (the
   * sum of `w n`), `squares` (of `w^2 n`) and `cubes` (of `w^3 n`).
   */
  readonly store: pl.DataFrame;
}

/** Whether a row of {@link WeightedViews} is of late, or of the past. */
export const isRecent = pl.col("window").eq(pl.lit(0)), isPast = pl.col("window").gt(pl.lit(0));

/** By default the half-life is 6 hours, and the baseline 28 days: each weekday four times. */
export const defaultWeighting = { halfLife_hours: 6, baseline_days: 28 } as const;

/** Views older than so many half-lives, less than 1/16 of a fresh one, count for nothing. */
const reach_halfLives = 4;

/**
 * Weights each view by `2^(-age / halfLife_hours)`, or rather by the mean of that over the hour in which
 * it was, up to an age of 4 half-lives; and the views of the past in the same way, as if now were a day
 * ago, two days ago and so on (or as many days as 4 half-lives need).
 *
 * @param hourly as of `hourlyFrame`
 * @throws {RangeError} if the weighting makes no sense
 */
export function weightedViews(hourly: pl.DataFrame, weighting: Weighting): WeightedViews {
  check(weighting);
  const { halfLife_hours } = weighting;
  const asOf = weighting.asOf ?? endOfLog(rowsByHour(hourly), weighting.now)?.asOf ?? new Date(0);
  const { reach_hours, period_hours, periods } = windowsOf(weighting);
  const decay = Math.LN2 / halfLife_hours;
  const meanOverHour = -Math.expm1(-decay) / decay;

  // Polars divides by multiplying with the inverse, which is a little off: hence round(), and the half.
  const start_ms = pl.col("hour").cast(pl.Float64);
  const end_ms = pl.lit(Math.floor(asOf.getTime() / hour_ms) * hour_ms);
  const age_hours = end_ms.sub(start_ms).div(pl.lit(hour_ms)).round(0).sub(pl.lit(1)); // of its end
  const window = pl.col("age").add(pl.lit(0.5)).div(pl.lit(period_hours)).floor();
  const ageThen = pl.col("age").sub(pl.col("window").mul(pl.lit(period_hours)));
  const weight = pl.col("age").mul(pl.lit(-decay)).exp().mul(pl.lit(meanOverHour));
  const rows = hourly
    .withColumn(age_hours.alias("age"))
    .filter(pl.col("event").eq(pl.lit("view")).and(pl.col("age").gtEq(pl.lit(0))))
    .withColumn(window.alias("window"))
    .withColumn(ageThen.alias("age"))
    .filter(pl.col("window").ltEq(pl.lit(periods)).and(pl.col("age").lt(pl.lit(reach_hours))))
    .withColumn(weight.alias("weight"));

  const weighted = (power: number) => pl.col("weight").pow(power).mul(pl.col("rows")).sum();
  return {
    products: rows.groupBy("product", "window").agg(weighted(1).alias("views")),
    store: rows.groupBy("window").agg(
      weighted(1).alias("of"),
      weighted(2).alias("squares"),
      weighted(3).alias("cubes"),
    ),
  };
}

/** The oldest hour, counted from 1970, whose views have any weight as of a moment. */
export function oldestHour(asOf: Date, weighting: Weighting): number {
  check(weighting);
  const { reach_hours, period_hours, periods } = windowsOf(weighting);
  return Math.floor(asOf.getTime() / hour_ms) - periods * period_hours - reach_hours;
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
