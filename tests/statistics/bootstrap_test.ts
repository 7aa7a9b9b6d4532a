import { assert, assertAlmostEquals, assertThrows } from "@std/assert";
import { random } from "../../lib/base/random.ts";
import { bootstrapMean } from "../../lib/statistics/bootstrap.ts";

Deno.test("bootstrapMean covers the true mean about as often as it claims", () => {
  const generator = random(1, "bootstrap");
  const next = () => generator.next();
  let covered = 0;
  for (let trial = 0; trial < 300; trial++) {
    const sample = Float64Array.from({ length: 80 }, () => generator.gaussian());
    const { low, high } = bootstrapMean(sample, next, { resamples: 400 });
    if (low <= 0 && 0 <= high) covered++;
  }
  assertAlmostEquals(covered / 300, 0.95, 0.04);
});

Deno.test("bootstrapMean of one repeated value is that value, and nothing has none", () => {
  const generator = random(1, "bootstrap");
  const next = () => generator.next();
  const { value, low, high } = bootstrapMean([0.5, 0.5, 0.5], next);
  assert(value === 0.5 && low === 0.5 && high === 0.5);
  assertThrows(() => bootstrapMean([], next), RangeError, "no values");
});
