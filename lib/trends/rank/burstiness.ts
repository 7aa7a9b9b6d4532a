/** How bursty views are: how large the steps are in which they come. */
import pl from "nodejs-polars";
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
export function burstiness({ products, store }: WeightedViews): number {
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
