import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  allocate,
  hourlyIntensity,
  inBlackFridayWeek,
  maxDays,
  windowOf,
} from "../../lib/simulate/seasonality.ts";

const end = new Date("2025-12-01T00:00:00Z");
const window = windowOf(90, end);
const intensity = hourlyIntensity(window);
const at = (instant: string) =>
  intensity[(new Date(instant).getTime() - window.start.getTime()) / 3_600_000] ?? NaN;

Deno.test("windowOf(days, end) covers whole hours up to its end", () => {
  assertEquals(window, { start: new Date("2025-09-02T00:00:00Z"), end, hours: 2160 });
});

Deno.test("windowOf(days, end) refuses days out of range and an end within an hour", () => {
  for (const days of [0, -1, 1.5, NaN, maxDays + 1]) {
    assertThrows(() => windowOf(days, end), RangeError, `Cannot simulate ${days} days`);
  }
  assertThrows(() => windowOf(90, new Date("2025-12-01T00:30:00Z")), RangeError, "a full hour");
  assertThrows(() => windowOf(90, new Date(NaN)), RangeError, "a full hour");
});

Deno.test("hourlyIntensity() peaks at 21h in Algeria, 20h in UTC, and is lowest before dawn", () => {
  const day = Array.from(
    { length: 24 },
    (_, hour) => at(`2025-10-01T${String(hour).padStart(2, "0")}:00Z`),
  );
  assertEquals(day.indexOf(Math.max(...day)), 20);
  assert([2, 3].includes(day.indexOf(Math.min(...day))));
});

Deno.test("hourlyIntensity() dips at noon on Fridays and rises on the weekend otherwise", () => {
  assert(at("2025-10-03T12:00Z") < 0.5 * at("2025-10-02T12:00Z"));
  assert(at("2025-10-03T19:00Z") > at("2025-10-02T19:00Z"));
  assert(at("2025-10-04T19:00Z") > at("2025-10-05T19:00Z"));
});

Deno.test("hourlyIntensity() is highest on Black Friday", () => {
  const busiest = intensity.indexOf(Math.max(...intensity));
  const instant = new Date(window.start.getTime() + busiest * 3_600_000);
  assertEquals(instant.toISOString(), "2025-11-28T20:00:00.000Z");
});

Deno.test("inBlackFridayWeek() finds the week of the last Friday of November, local time", () => {
  const isInside = (instant: string) => inBlackFridayWeek(new Date(instant));
  assert(isInside("2025-11-23T23:00:00Z"));
  assert(!isInside("2025-11-23T22:59:59Z"));
  assert(isInside("2025-11-30T22:59:59Z"));
  assert(!isInside("2025-11-30T23:00:00Z"));
  assert(isInside("2024-11-29T12:00:00Z"));
  assert(!isInside("2024-11-22T12:00:00Z"));
  assert(isInside("2029-11-30T12:00:00Z")); // the last Friday is the last day
});

Deno.test("allocate(total, weights) adds up exactly and stays within one of each share", () => {
  const weight = fc.double({ min: 0.01, max: 100, noNaN: true });
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.array(weight, { minLength: 1 }), (total, weights) => {
      const counts = allocate(total, Float64Array.from(weights));
      const sum = weights.reduce((a, b) => a + b, 0);
      assertEquals(counts.reduce((a, b) => a + b, 0), total);
      for (const [i, n] of counts.entries()) {
        assertAlmostEquals(n, total * (weights[i] ?? 0) / sum, 1.001);
      }
    }),
    { seed: 1 },
  );
});
