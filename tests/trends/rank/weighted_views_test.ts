import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { viewsOfFrame } from "../../../lib/trends/rank/hourly_views.ts";
import { weightedViews } from "../../../lib/trends/rank/weighted_views.ts";
import { firstHour, hourlyViews } from "./some_views.ts";

const hour_ms = 3_600_000;
const after = (hours: number) => new Date(firstHour.getTime() + hours * hour_ms);

/** What the only product was viewed in the windows, by window, when it had one view in `hour`. */
function oneView(
  { hour, asOf, halfLife_hours = 6 }: { hour: number; asOf?: Date; halfLife_hours?: number },
) {
  const hourly = hourlyViews({ hours: 24 * 60, products: 1 }, (h) => Number(h === hour));
  const { windows } = weightedViews(viewsOfFrame(hourly), {
    asOf: asOf ?? after(24 * 60),
    halfLife_hours,
    baseline_days: 28,
  });
  return windows.flatMap(({ window, counts }) => Array.from(counts, (views) => [window, views]));
}

Deno.test("weightedViews weights a view by the mean of its decay over the hour", () => {
  const newest = 24 * 60 - 1;
  for (const age of [0, 1, 6, 23]) {
    const steps = 1000;
    let mean = 0;
    for (let step = 0; step < steps; step++) {
      mean += 2 ** (-(age + (step + 0.5) / steps) / 6) / steps;
    }
    const [[window, views] = []] = oneView({ hour: newest - age });
    assertEquals(window, 0);
    assertAlmostEquals(views ?? 0, mean, 1e-6);
  }
});

Deno.test("weightedViews weights the same hours of earlier days alike", () => {
  const newest = 24 * 60 - 1;
  const [[, today] = []] = oneView({ hour: newest - 5 });
  for (const days of [1, 7, 28]) {
    const [[window, views] = []] = oneView({ hour: newest - 5 - 24 * days });
    assertEquals([window, views], [days, today]);
  }
  assertEquals(oneView({ hour: newest - 24 * 29 }), []);
});

Deno.test("weightedViews has windows of as many days as 4 half-lives need", () => {
  const newest = 24 * 60 - 1;
  const at = (hours: number) =>
    oneView({ hour: newest - hours, halfLife_hours: 7 }).map(([window]) => window);
  assertEquals([0, 27, 28, 47, 48, 75, 76].map(at), [[0], [0], [], [], [1], [1], []]);
});

Deno.test("weightedViews ignores what is later than the full hour before now", () => {
  const now = new Date("2025-11-05T12:45:00Z");
  const hour = 24 * 4 + 12;
  assertEquals(oneView({ hour, asOf: now }), []);
  assertEquals(oneView({ hour: hour - 1, asOf: now }).length, 1);
});

Deno.test("weightedViews adds up the weights of the store, their squares and cubes", () => {
  const hourly = hourlyViews({ hours: 2, products: 3 }, (hour, product) => hour + product);
  const weighting = { halfLife_hours: 1, baseline_days: 28, asOf: after(2) };
  const [window] = weightedViews(viewsOfFrame(hourly), weighting).windows;
  const fresh = 0.5 / Math.LN2, older = fresh / 2;
  const sum = (power: number) => 6 * fresh ** power + 3 * older ** power;
  assertAlmostEquals(window?.of ?? 0, sum(1));
  assertAlmostEquals(window?.squares ?? 0, sum(2));
  assertAlmostEquals(window?.cubes ?? 0, sum(3));
});

Deno.test("weightedViews refuses a weighting that makes no sense", () => {
  const hourly = viewsOfFrame(hourlyViews({ hours: 1, products: 1 }, () => 1));
  const good = { halfLife_hours: 6, baseline_days: 28, asOf: after(1) };
  for (const halfLife_hours of [0, -1, NaN, Infinity]) {
    assertThrows(
      () => weightedViews(hourly, { ...good, halfLife_hours }),
      RangeError,
      `${halfLife_hours} hours`,
    );
  }
  assertThrows(() => weightedViews(hourly, { ...good, baseline_days: 0 }), RangeError, "0 days");
  assertThrows(() => weightedViews(hourly, { ...good, asOf: new Date(NaN) }), RangeError, "date");
});
