import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { normalQuantile } from "../../../lib/statistics/normal_quantile.ts";
import { riseScore } from "../../../lib/trends/rank/rise_score.ts";
import { chanceAbove, weightedSumDistribution } from "./poisson_sum.ts";
import { rhythm } from "./some_views.ts";

/** The chances of a standard normal variable to be above a score, and that score. */
const chances = [0.16, 0.02, 1e-3, 1.6e-4, 1e-5, 1e-6];

Deno.test("riseScore is the signed root of G, half a count moved to the past", () => {
  // 20 of 40 against 10 of 60: of the 30, 2 in 5 are expected to be recent.
  const r = 19.5, p = 10.5, q = 0.4, n = 30;
  const g = 2 * (r * Math.log(r / (n * q)) + p * Math.log(p / (n * (1 - q))));
  assertAlmostEquals(riseScore({ count: 20, of: 40 }, { count: 10, of: 60 }), Math.sqrt(g));
});

Deno.test("riseScore has the sign of the change, and a higher one the greater the rise", () => {
  const past = { count: 100, of: 1000 };
  const scores = [0, 1, 5, 9, 11, 20, 50].map((count) => riseScore({ count, of: 100 }, past));
  assertEquals(scores.map(Math.sign), [-1, -1, -1, -1, 1, 1, 1]);
  assertEquals(scores, scores.toSorted((a, b) => a - b));
});

Deno.test("riseScore is finite, whatever the counts", () => {
  fc.assert(fc.property(fc.nat(1e6), fc.nat(1e6), fc.nat(1e6), fc.nat(1e6), (a, b, c, d) => {
    const score = riseScore({ count: a, of: a + b + 1 }, { count: c, of: c + d + 1 });
    assert(Number.isFinite(score));
  }));
});

Deno.test("riseScore is above t at most as often as a normal variable, however rare the counts", () => {
  for (const expected of [0.01, 0.1, 0.5, 2, 10, 100]) {
    for (const times of [1, 3, 28, 90]) {
      const recent = weightedSumDistribution([{ weight: 1, expected }], 1);
      const past = weightedSumDistribution([{ weight: 1, expected: expected * times }], 1);
      for (const chance of chances) {
        const above = chanceAbove(
          normalQuantile(1 - chance),
          recent,
          past,
          (now, before) => riseScore({ count: now, of: 100 }, { count: before, of: 100 * times }),
        );
        assert(
          above <= chance,
          `expected ${expected}, ${times} times before: ${above} > ${chance}`,
        );
      }
    }
  }
});

Deno.test("riseScore is nearly normal where many counts are expected", () => {
  const recent = weightedSumDistribution([{ weight: 1, expected: 100 }], 1);
  const past = weightedSumDistribution([{ weight: 1, expected: 2800 }], 1);
  for (const chance of [0.16, 0.02, 1e-3]) {
    const above = chanceAbove(
      normalQuantile(1 - chance),
      recent,
      past,
      (now, before) => riseScore({ count: now, of: 100 }, { count: before, of: 2800 }),
    );
    assert(above > 0.7 * chance, `${above} is far below ${chance}`);
  }
});

/** The worst ratio of the chance of a high score to that of a normal variable, with weighted counts. */
function worstOfWeighted(
  { halfLife, asOf, power }: { halfLife: number; asOf: number; power: 2 | 3 },
): number {
  const step = 0.01;
  const weights = Array.from({ length: 4 * halfLife }, (_, age) => 2 ** (-(age + 0.5) / halfLife));
  const traffic = weights.map((_, age) => rhythm[(asOf - age + 24) % 24] ?? 0);
  const moment = (power: number) =>
    weights.reduce((sum, weight, age) => sum + weight ** power * (traffic[age] ?? 0), 0);
  const unit = moment(power) / moment(power - 1);
  const ratios = [0.1, 0.5, 2, 10].flatMap((expected) => {
    const views = (times: number) =>
      weights.map((weight, age) => ({
        weight,
        expected: times * expected * (traffic[age] ?? 0) / moment(1),
      }));
    const recent = weightedSumDistribution(views(1), step);
    const past = weightedSumDistribution(views(28), step);
    const of = 1000 / unit;
    return chances.map((chance) =>
      chanceAbove(normalQuantile(1 - chance), recent, past, (now, before) =>
        riseScore(
          { count: now * step / unit, of },
          { count: before * step / unit, of: 28 * of },
        )) / chance
    );
  });
  return Math.max(...ratios);
}

Deno.test("riseScore of weighted counts holds in units of their third moment over their second", () => {
  for (const halfLife of [1, 3, 6, 12]) {
    for (const asOf of [0, 6, 14, 23]) {
      const worst = worstOfWeighted({ halfLife, asOf, power: 3 });
      assert(worst <= 1, `half-life ${halfLife}, hour ${asOf}: ${worst}`);
    }
  }
});

Deno.test("riseScore of weighted counts would not hold in units that match their spread alone", () => {
  const worst = worstOfWeighted({ halfLife: 3, asOf: 5, power: 2 });
  assert(worst > 10, `${worst}`);
});

Deno.test("riseScore refuses what cannot be compared", () => {
  for (const total of [0, -1, NaN]) {
    assertThrows(
      () => riseScore({ count: 1, of: total }, { count: 1, of: 10 }),
      RangeError,
      "1 of",
    );
  }
  assertThrows(() => riseScore({ count: -1, of: 5 }, { count: 1, of: 10 }), RangeError, "-1 of 5");
});
