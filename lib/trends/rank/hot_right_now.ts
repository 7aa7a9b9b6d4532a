/** Which products are viewed more than their own past explains. */
import pl from "nodejs-polars";
import type { HotProduct } from "../../documents.ts";
import { burstiness } from "./burstiness.ts";
import { normalQuantile } from "../../statistics/normal_quantile.ts";
import { riseScore } from "./rise_score.ts";
import type { NamedProduct } from "./top_products.ts";
import {
  defaultWeighting,
  isPast,
  isRecent,
  type WeightedViews,
  weightedViews,
  type Weighting,
} from "./weighted_views.ts";

/** Where nothing is said, {@link defaultWeighting} holds. */
export type HotOptions = Partial<Weighting>;

/** How hot a product is, by the fields of a `HotProduct`. */
export type HotScore = Omit<HotProduct, "rank">;

/** The chance that anything is called hot in a run in which nothing rises. */
const falseAlarm = 0.01;

/**
 * The products that are viewed more than their own past explains, the most surprising first: those whose
 * {@link hotScores} score is above {@link hotThreshold}.
 *
 * @returns `undefined` if there are no scores
 */
export function hotRightNow(
  hourly: pl.DataFrame,
  products: readonly NamedProduct[],
  options: HotOptions = {},
): HotProduct[] | undefined {
  const threshold = hotThreshold(products.length);
  return hotScores(hourly, products, options)
    ?.filter(({ score }) => score > threshold)
    .map((product, index) => ({ rank: index + 1, ...product }));
}

/**
 * The score above which a product is hot: while nothing rises, any of so many products gets there in at
 * most 1 % of all runs, since each does in at most 1 % divided by their number (Bonferroni).
 */
export function hotThreshold(products: number): number {
  return normalQuantile(1 - falseAlarm / Math.max(products, 1));
}

/**
 * How much more each product is viewed than its own past explains, best first, ties by name.
 *
 * - `views`: those of late, weighted by their age: see {@link weightedViews}.
 * - `baseline`: the weighted views that the product would have if its share of all views were as before.
 *   Before is the same hours of earlier days, weighted alike. So neither the rhythm of the day, of all
 *   or of one product (games at night), nor a Black Friday that lifts everything makes anything hot.
 * - `score`: the {@link riseScore} of these shares. While shares stay as they are the chance of a score
 *   above any `t >= 0` is at most that of a standard normal variable; its spread is 0.8 to 1, its mean
 *   0, or less for products with few views.
 *
 * The score counts in units of `sum w^3 n / sum w^2 n` weighted views, over all `n` views of weight `w`.
 * Weighted counts are no Poisson counts, but in the upper tail behave like a number of steps of this
 * size, the ratio of their third moment to their second. (The ratio of the second to the first would
 * match their spread, but early in the morning, when few fresh views follow many old ones, let 20 times
 * too many rare products above a score of 4.75 at a half-life of 3 hours.) Where views come in bursts,
 * the unit is larger by their {@link burstiness}.
 *
 * @param hourly as of `hourlyFrame`
 * @returns `undefined` if there is no past to compare with, or no view of late
 * @throws {RangeError} if an option makes no sense
 */
export function hotScores(
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
