import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { random } from "../../lib/base/random.ts";
import { wilsonInterval } from "../../lib/statistics/wilson.ts";

Deno.test("wilsonInterval agrees with Newcombe's examples (1998, table I)", () => {
  const examples = [
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ] as const;
  for (const [successes, trials, low, high] of examples) {
    const interval = wilsonInterval(successes, trials);
    assertEquals(interval.rate, successes / trials);
    assertAlmostEquals(interval.low, low, 5e-5);
    assertAlmostEquals(interval.high, high, 5e-5);
  }
});

Deno.test("wilsonInterval holds the rate, stays within 0 and 1, and is the mirror of the failures'", () => {
  const sample = fc.integer({ min: 1, max: 1e9 })
    .chain((trials) => fc.tuple(fc.integer({ min: 0, max: trials }), fc.constant(trials)));
  fc.assert(fc.property(sample, ([successes, trials]) => {
    const { rate, low, high } = wilsonInterval(successes, trials);
    assert(0 <= low && low <= rate && rate <= high && high <= 1, `${low}, ${rate}, ${high}`);
    assertAlmostEquals(low, 1 - wilsonInterval(trials - successes, trials).high, 1e-9);
  }));
});

Deno.test("wilsonInterval holds the true share in 95 % of samples, also of few trials", () => {
  const draws = random(3, "wilson");
  for (const trials of [20, 100, 500]) {
    for (const share of [0.05, 0.2, 0.5, 0.9]) {
      const samples = 4000;
      let held = 0;
      for (let sample = 0; sample < samples; sample++) {
        let successes = 0;
        for (let trial = 0; trial < trials; trial++) if (draws.chance(share)) successes++;
        const { low, high } = wilsonInterval(successes, trials);
        if (low <= share && share <= high) held++;
      }
      const coverage = held / samples;
      assert(coverage > 0.92 && coverage < 0.985, `${trials} trials, ${share}: ${coverage}`);
    }
  }
});

Deno.test("wilsonInterval is narrower for more trials, and wider for more confidence", () => {
  const width = (successes: number, trials: number, confidence?: number) => {
    const { low, high } = wilsonInterval(successes, trials, confidence);
    return high - low;
  };
  assert(width(100, 1000) < width(10, 100));
  assert(width(10, 100, 0.99) > width(10, 100));
});

Deno.test("wilsonInterval refuses what is no share", () => {
  for (const [successes, trials] of [[0, 0], [2, 1], [-1, 5], [NaN, 5]] as const) {
    assertThrows(() => wilsonInterval(successes, trials), RangeError, `${successes} successes`);
  }
});
