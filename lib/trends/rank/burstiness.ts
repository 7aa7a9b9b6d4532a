/** How bursty views are: how large the steps are in which they come. */
import { quantile } from "../../statistics/quantile.ts";
import { addCells } from "../scan/hour_table.ts";
import { isPast, type WeightedViews } from "./weighted_views.ts";

/**
 * How large the steps are in which views come, as far as the past tells: 1 if each view is independent
 * of the others, more if users look several times or shares drift from day to day.
 *
 * The spread of a product's views over the windows of the past, against that of independent views, is
 * Pearson's chi-squared over its degrees of freedom, the usual estimate of overdispersion (McCullagh and
 * Nelder, Generalized Linear Models, section 4.5). It is taken of the more viewed half of the products,
 * and of these the median, so that a product that was hot for some days does not hide what is hot today.
 * (The median of chi-squared is `(1 - 2 / 9 df)^3` times its mean: Wilson and Hilferty, 1931.)
 *
 * If everyone who looks at a product looks again with the same probability, as often as they like, the
 * second moment of their views is `d` times the first, the dispersion, and the third `(3 d - 1 / d) / 2`
 * times the second. As in {@link hotScores} the latter is the size of the steps.
 */
export function burstiness({ products, windows }: WeightedViews): number {
  const past = windows.filter(isPast);
  const df = past.length - 1;
  if (df < 1) return 1;
  const before = new Float64Array(products.length);
  for (const window of past) addCells(before, window);
  const of = past.reduce((sum, window) => sum + window.of, 0);
  // Of a window without views of the product, chi-squared has the square of what is expected over its
  // variance; the others are put right one by one.
  const ofNone = past.reduce((sum, window) => sum + window.of ** 2 / window.squares, 0);
  const chiSquared = before.map((views) => views / of * ofNone);
  for (const window of past) {
    for (let i = 0; i < window.cells.length; i++) {
      const product = window.cells[i] as number, views = window.counts[i] as number;
      const expected = (before[product] as number) / of * window.of;
      const variance = expected * window.squares / window.of;
      chiSquared[product] = (chiSquared[product] as number) +
        views * (views - 2 * expected) / variance;
    }
  }
  const middle = medianOf(before.filter((views) => views > 0));
  const busy = chiSquared.filter((_, product) => (before[product] as number) >= middle);
  const mean = medianOf(busy) / (1 - 2 / (9 * df)) ** 3;
  const dispersion = Math.max(mean / df, 1);
  return (3 * dispersion - 1 / dispersion) / 2;
}

const medianOf = (values: Float64Array) => quantile(values.sort(), 0.5);
