import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { random } from "../../../lib/base/random.ts";
import { calibrate, isotonic } from "../../../lib/recommend/evaluation/calibration.ts";
import { rankHeldOut } from "../../../lib/recommend/evaluation/evaluate.ts";
import { itemsOf } from "../../../lib/recommend/engine/mod.ts";
import { neighbours } from "../../../lib/recommend/models/neighbours.ts";
import { everySecondUser } from "../../../lib/recommend/evaluation/promises.ts";
import { leaveLastOut } from "../../../lib/recommend/evaluation/split.ts";
import { simulate } from "../../../lib/simulate/mod.ts";

Deno.test("isotonic pools what falls: a worked example", () => {
  const rates = isotonic([0, 1, 0, 1, 1].map((success, score) => ({ score, success })));
  // The successes 1, 0 at scores 1 and 2 fall, and are pooled to 1/2 at their mean score.
  assertEquals([0, 1.5, 3.5, 99, -5].map(rates), [0, 0.5, 1, 1, 0]);
  assertAlmostEquals(rates(0.75), 0.25);
});

Deno.test("isotonic never falls, stays in 0..1, and predicts as many successes as there were", () => {
  const trial = fc.record({
    score: fc.double({ min: -5, max: 5, noNaN: true }),
    success: fc.constantFrom(0, 1),
  });
  fc.assert(fc.property(fc.array(trial, { minLength: 1, maxLength: 60 }), (trials) => {
    const rate = isotonic(trials);
    let before = 0;
    for (let score = -6; score <= 6; score += 0.25) {
      assert(rate(score) >= before - 1e-12 && rate(score) <= 1);
      before = rate(score);
    }
  }));
});

Deno.test("isotonic says nothing without trials", () => {
  assertThrows(() => isotonic([]), RangeError, "no trials");
});

Deno.test("isotonic recovers a known probability", () => {
  const generator = random(9, "calibration");
  const trials = Array.from({ length: 40_000 }, () => {
    const score = generator.next();
    return { score, success: generator.chance(score ** 2) ? 1 : 0 };
  });
  const rate = isotonic(trials);
  for (const score of [0.2, 0.5, 0.8, 0.95]) assertAlmostEquals(rate(score), score ** 2, 0.04);
});

Deno.test("a calibration learned from half of the users is true of the other half", () => {
  const purchases = [...simulate({ users: 4000, orders: 8000, events: 80_000 }).orders()]
    .flatMap(({ user_id: user, items }) => items.map(({ name: item }) => ({ user, item })));
  const split = leaveLastOut(purchases);
  const model = neighbours(split.train);
  const half = (parity: 0 | 1) => everySecondUser(split, parity);
  const probability = calibrate(model, half(0));
  // By tenths of probability: expected and seen successes agree within four standard deviations.
  const bins = Array.from({ length: 10 }, () => ({ expected: 0, seen: 0, variance: 1 }));
  for (const { user, held } of half(1).tested) {
    const owned = new Set(itemsOf(split.train, user));
    for (const [item, score] of Array.from(model.score(user)).entries()) {
      if (owned.has(item)) continue;
      const p = probability(score);
      const bin = bins[Math.min(Math.floor(p * 10), 9)]!;
      bin.expected += p;
      bin.variance += p * (1 - p);
      bin.seen += held.includes(item) ? 1 : 0;
    }
  }
  for (const [tenth, { expected, seen, variance }] of bins.entries()) {
    const deviations = Math.abs(seen - expected) / Math.sqrt(2 * variance); // both halves vary
    assert(deviations < 4, `${tenth / 10}: ${seen} seen, ${expected.toFixed(1)} expected`);
  }
  assert(rankHeldOut(model, split).length > 0);
});
