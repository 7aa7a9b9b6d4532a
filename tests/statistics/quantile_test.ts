import { assertAlmostEquals, assertEquals } from "@std/assert";
import { median } from "../../lib/statistics/median.ts";
import { quantile } from "../../lib/statistics/quantile.ts";

Deno.test("quantiles lie between the nearest values, the least and the greatest included", () => {
  const sorted = [1, 2, 4, 8];
  assertEquals([0, 0.5, 1].map((share) => quantile(sorted, share)), [1, 3, 8]);
  assertAlmostEquals(quantile(sorted, 0.9), 4 + 0.7 * 4);
  assertEquals(quantile([5], 0.99), 5);
  assertEquals(quantile([], 0.5), NaN);
});

Deno.test("the median of values in whatever order is the middle one, or midway between the two", () => {
  assertEquals(median([9, 1, 4]), 4);
  assertEquals(median([9, 1, 4, 2]), 3);
  assertEquals(median([]), NaN);
});
