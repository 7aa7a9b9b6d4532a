import { assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { meanDifference, summarize } from "../../../lib/cap/summary/latency_summary.ts";
import { random } from "../../../lib/base/random.ts";

const uniform = () => {
  const generator = random(1, "latency summary");
  return () => generator.next();
};

Deno.test("a summary is in order, whatever the latencies", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1e4, noNaN: true }), { minLength: 1, maxLength: 40 }),
      (latencies_ms) => {
        const { p50, p95, p99, max, count } = summarize(latencies_ms, uniform());
        assertEquals(count, latencies_ms.length);
        const figures = [Math.min(...latencies_ms), p50.value, p95.value, p99.value, max];
        assertEquals(figures, figures.toSorted((a, b) => a - b));
        for (const { low, high } of [p50, p95, p99]) assertEquals(low <= high, true);
      },
    ),
    { numRuns: 20 },
  );
});

Deno.test("a difference is seen order by order, though the disturbance is larger than it", () => {
  const generator = random(1, "disturbance");
  const disturbance = Array.from({ length: 200 }, () => 50 * generator.next());
  const first = disturbance.map((ms) => ms + generator.next());
  const second = disturbance.map((ms) => ms + generator.next() + 0.5);
  const { low, value, high } = meanDifference(first, second, uniform());
  assertAlmostEquals(value, 0.5, 0.1);
  assertEquals(low > 0 && high < 1, true);
});

Deno.test("no difference is found where there is none", () => {
  const generator = random(2, "disturbance");
  const some = () => Array.from({ length: 200 }, () => generator.next());
  const { low, high } = meanDifference(some(), some(), uniform());
  assertEquals(low < 0 && high > 0, true);
});

Deno.test("100,000 latencies are summarized in a second or two, with fewer resamples", () => {
  const generator = random(3, "many");
  const many = Array.from({ length: 100_000 }, () => generator.next());
  let draws = 0;
  const { p50, p99 } = summarize(many, () => (draws++, generator.next()));
  assertAlmostEquals(p50.value, 0.5, 0.01);
  assertEquals(p50.low < p50.value && p50.value < p50.high && p99.low < p99.high, true);
  assertEquals(draws, 1e7); // a tenth of a second; a thousand resamples of each figure took eight
});
