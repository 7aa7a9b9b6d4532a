/** Which products are viewed more than their own past explains. */
import type pl from "nodejs-polars";
import type { HotProduct } from "../../documents.ts";
import { burstiness } from "./burstiness.ts";
import { normalQuantile } from "../../statistics/normal_quantile.ts";
import { riseScore } from "./rise_score.ts";
import type { NamedProduct } from "./top_products.ts";
import { addCells } from "../scan/hour_table.ts";
import { endOfLog } from "./end_of_log.ts";
import { rowsByHour } from "./frames.ts";
import { type HourlyViews, viewsOfFrame } from "./hourly_views.ts";
import { placesOf } from "./places_of.ts";
import { defaultWeighting, isPast, weightedViews, type Weighting } from "./weighted_views.ts";

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
  hourly: pl.DataFrame | HourlyViews,
  products: readonly NamedProduct[],
  options: HotOptions = {},
): HotProduct[] | undefined {
  const threshold = hotThreshold(products.length);
  return scoresOf(hourly, products, options, threshold)?.sort(byScore)
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
 * @param hourly as of `hourlyFrame`, or of `viewsOfCube`, which has to be told `asOf`
 * @returns `undefined` if there is no past to compare with, or no view of late
 * @throws {RangeError} if an option makes no sense
 */
export function hotScores(
  hourly: pl.DataFrame | HourlyViews,
  products: readonly NamedProduct[],
  options: HotOptions = {},
): HotScore[] | undefined {
  return scoresOf(hourly, products, options)?.sort(byScore);
}

const byScore = (a: HotScore, b: HotScore) =>
  b.score - a.score || (a.product_name < b.product_name ? -1 : 1);

/** The scores above `least`, in the order of the products. */
function scoresOf(
  hourly: pl.DataFrame | HourlyViews,
  products: readonly NamedProduct[],
  options: HotOptions,
  least = -Infinity,
): HotScore[] | undefined {
  const views = "of" in hourly ? hourly : viewsOfFrame(hourly);
  const asOf = options.asOf ??
    ("of" in hourly ? undefined : endOfLog(rowsByHour(hourly), options.now)?.asOf) ?? new Date(0);
  const weighting = { ...defaultWeighting, ...options, asOf };
  const weighted = weightedViews(views, weighting);
  const now = weighted.windows.find((window) => !isPast(window));
  const before = weighted.windows.filter(isPast);
  const past_of = before.reduce((sum, { of }) => sum + of, 0);
  if (!now || past_of === 0) return undefined;
  const unit = burstiness(weighted) * now.cubes / now.squares;
  const share = (views: number, of: number) => ({ count: views / unit, of: of / unit });
  const size = views.products.length;
  const recentViews = new Float64Array(size), pastViews = new Float64Array(size);
  addCells(recentViews, now);
  for (const window of before) addCells(pastViews, window);
  const placeOf = placesOf(products, views.products);
  const scores: HotScore[] = [];
  for (const [index, { key, name }] of products.entries()) {
    const place = placeOf(index, key) ?? NaN;
    const recent = recentViews[place] ?? 0, past = pastViews[place] ?? 0;
    const score = rounded(riseScore(share(recent, now.of), share(past, past_of)));
    if (!(score > least)) continue;
    const baseline = rounded(past / past_of * now.of);
    scores.push({ product_name: name, views: rounded(recent), baseline, score });
  }
  return scores;
}

/** To 3 decimals. */
const rounded = (value: number) => Math.round(value * 1000) / 1000;
