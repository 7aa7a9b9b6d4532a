import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { normalQuantile } from "../../lib/trends/normal_quantile.ts";

Deno.test("normalQuantile agrees with tables, in the middle and in both tails", () => {
  const table = [
    [0.5, 0],
    [0.6, 0.2533471],
    [0.9, 1.2815516],
    [0.975, 1.9599640],
    [0.999, 3.0902323],
    [1 - 1e-6, 4.7534243],
    [1e-4, -3.7190165],
    [1e-10, -6.3613409],
    [1e-100, -21.2734535],
  ] as const;
  for (const [p, quantile] of table) {
    assertAlmostEquals(normalQuantile(p), quantile, 1e-6 * Math.max(Math.abs(quantile), 1));
  }
});

Deno.test("normalQuantile is odd around one half", () => {
  for (const p of [0.01, 0.1, 0.3, 0.499]) {
    assertAlmostEquals(normalQuantile(p), -normalQuantile(1 - p), 1e-6);
  }
  assertEquals(normalQuantile(0.5), 0);
});

Deno.test("normalQuantile refuses what is no probability, and the ends", () => {
  for (const p of [0, 1, -0.1, 1.1, NaN]) {
    assertThrows(() => normalQuantile(p), RangeError, `of ${p}`);
  }
});
