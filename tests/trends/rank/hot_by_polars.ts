/** What is hot by Polars alone, the plain way: the witness beside `hot_right_now.ts`. */
import pl from "nodejs-polars";
import { hour_ms } from "../../../lib/base/durations.ts";
import { endOfLog } from "../../../lib/trends/rank/end_of_log.ts";
import { rowsByHour } from "../../../lib/trends/rank/frames.ts";
import type { HotOptions, HotScore } from "../../../lib/trends/rank/hot_right_now.ts";
import { riseScore } from "../../../lib/trends/rank/rise_score.ts";
import type { NamedProduct } from "../../../lib/trends/rank/top_products.ts";
import { defaultWeighting, type Weighting } from "../../../lib/trends/rank/weighted_views.ts";

/** Weighted views by window: 0 is of late, 1, 2, … the same hours of earlier days. */
interface WeightedViews {
  /** One row per product and window in which it was viewed: columns `product`, `window`, `views`. */
  readonly products: pl.DataFrame;
  /**
   * One row per window with a view: columns `window` and, over all `n` views of weight `w`, `of` (the
   * sum of `w n`), `squares` (of `w^2 n`) and `cubes` (of `w^3 n`).
   */
  readonly store: pl.DataFrame;
}

/** Whether a row of {@link WeightedViews} is of late, or of the past. */
const isRecent = pl.col("window").eq(pl.lit(0)), isPast = pl.col("window").gt(pl.lit(0));

/** The weighted views of a frame as of `hourlyFrame`. */
function weightedViews(hourly: pl.DataFrame, weighting: Weighting): WeightedViews {
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

/** How long a window is, how far apart the windows are, and how many are of the past. */
function windowsOf({ halfLife_hours, baseline_days }: Weighting) {
  const reach_hours = Math.ceil(reach_halfLives * halfLife_hours);
  const period_hours = 24 * Math.ceil(reach_hours / 24);
  const periods = Math.max(Math.floor(24 * baseline_days / period_hours), 1);
  return { reach_hours, period_hours, periods };
}

const reach_halfLives = 4;

/** The burstiness of views. */
function burstiness({ products, store }: WeightedViews): number {
  const past = store.filter(isPast);
  const df = past.height - 1;
  if (df < 1) return 1;
  const before = products.filter(isPast).groupBy("product").agg(
    pl.col("views").sum().alias("before"),
  );
  const busy = before.filter(pl.col("before").gtEq(pl.lit(before.getColumn("before").median())));
  const expected = pl.col("before").div(pl.lit(past.getColumn("of").sum())).mul(pl.col("of"));
  const variance = expected.mul(pl.col("squares")).div(pl.col("of"));
  const chiSquared = busy
    .join(past, { how: "cross" })
    .join(products, { on: ["product", "window"], how: "left" })
    .withColumn(pl.col("views").fillNull(pl.lit(0)))
    .groupBy("product").agg(pl.col("views").sub(expected).pow(2).div(variance).sum().alias("sum"));
  const mean = chiSquared.getColumn("sum").median() / (1 - 2 / (9 * df)) ** 3;
  const dispersion = Math.max(mean / df, 1);
  return (3 * dispersion - 1 / dispersion) / 2;
}

/** How much more each product is viewed than its own past explains, best first, ties by name. */
export function hotScoresByPolars(
  hourly: pl.DataFrame,
  products: readonly NamedProduct[],
  options: HotOptions = {},
): HotScore[] | undefined {
  const weighted = weightedViews(hourly, { ...defaultWeighting, ...options });
  const [now] = weighted.store.filter(isRecent).toRecords();
  const past_of = weighted.store.filter(isPast).getColumn("of").sum();
  if (!now || past_of === 0) return undefined;
  const recent_of = Number(now["of"]);
  const unit = burstiness(weighted) * Number(now["cubes"]) / Number(now["squares"]);
  const share = (views: number, of: number) => ({ count: views / unit, of: of / unit });
  return recentAndPast(weighted, products).map(({ name, recent, past }) => ({
    product_name: name,
    views: rounded(recent),
    baseline: rounded(past / past_of * recent_of),
    score: rounded(riseScore(share(recent, recent_of), share(past, past_of))),
  })).sort((a, b) => b.score - a.score || (a.product_name < b.product_name ? -1 : 1));
}

/** The weighted views of each product, of late and before. */
function recentAndPast({ products: views }: WeightedViews, products: readonly NamedProduct[]) {
  const names = pl.DataFrame({
    product: products.map(({ key }) => key),
    name: products.map(({ name }) => name),
  });
  const sum = (name: string) => [pl.col("views").sum().alias(name)];
  return names
    .join(views.filter(isRecent).groupBy("product").agg(...sum("recent")), {
      on: "product",
      how: "left",
    })
    .join(views.filter(isPast).groupBy("product").agg(...sum("past")), {
      on: "product",
      how: "left",
    })
    .withColumns(pl.col("recent").fillNull(pl.lit(0)), pl.col("past").fillNull(pl.lit(0)))
    .toRecords()
    .map(({ name, recent, past }) => ({
      name: String(name),
      recent: Number(recent),
      past: Number(past),
    }));
}

/** To 3 decimals. */
const rounded = (value: number) => Math.round(value * 1000) / 1000;
