import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { normalQuantile } from "../../lib/statistics/normal_quantile.ts";

Deno.test("normalQuantile agrees with tables, in the middle and in both tails", () => {
  const table = [
    [0.5, 0],
    [0.6, 0.2533471031357997],
    [0.9, 1.2815515655446004],
    [0.975, 1.959963984540054],
    [0.999, 3.090232306167813],
    [1e-4, -3.719016485455709],
    [1e-10, -6.361340902404056],
    [1e-100, -21.273453560965324],
  ] as const;
  for (const [p, quantile] of table) {
    assertAlmostEquals(normalQuantile(p), quantile, 1e-14 * Math.max(Math.abs(quantile), 1));
  }
});

Deno.test("normalQuantile is odd around one half", () => {
  for (const p of [0.01, 0.1, 0.3, 0.499]) {
    assertAlmostEquals(normalQuantile(p), -normalQuantile(1 - p), 1e-14);
  }
  assertEquals(normalQuantile(0.5), 0);
});

Deno.test("normalQuantile refuses what is no probability, and the ends", () => {
  for (const p of [0, 1, -0.1, 1.1, NaN]) {
    assertThrows(() => normalQuantile(p), RangeError, `of ${p}`);
  }
});
