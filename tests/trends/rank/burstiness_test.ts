import { assert, assertEquals } from "@std/assert";
import { random } from "../../../lib/base/random.ts";
import { burstiness } from "../../../lib/trends/rank/burstiness.ts";
import { viewsOfFrame } from "../../../lib/trends/rank/hourly_views.ts";
import { weightedViews } from "../../../lib/trends/rank/weighted_views.ts";
import { busy, firstHour, hourlyViews, poisson } from "./some_views.ts";

/** The burstiness of 29 days in which product `p` has `views(mean, hour)` views, `mean` on average. */
function of(views: (mean: number, hour: number, product: number) => number): number {
  const hourly = hourlyViews(
    { hours: 29 * 24, products: 16 },
    (hour, product) => views(4 * busy(hour) / (product + 1), hour, product),
  );
  return burstiness(weightedViews(viewsOfFrame(hourly), after(29 * 24)));
}

/** The usual weighting so many hours after the first. */
const after = (hours: number) => ({
  halfLife_hours: 6,
  baseline_days: 28,
  asOf: new Date(firstHour.getTime() + hours * 3_600_000),
});

Deno.test("burstiness of independent views is 1, or hardly more", () => {
  const draws = random(1, "independent");
  const measured = of((mean) => poisson(mean, draws));
  assert(measured >= 1 && measured < 1.3, `${measured}`);
});

Deno.test("burstiness of visitors who look again with probability 1/2 is 13/3", () => {
  // 1, 2, 3, … views with probability 1/2, 1/4, 1/8, …: moments 2, 6 and 26.
  const draws = random(1, "bursts");
  const measured = of((mean) => {
    let views = 0;
    for (let visitors = poisson(mean / 2, draws); visitors > 0; visitors--) {
      do views++; while (draws.chance(0.5));
    }
    return views;
  });
  assert(Math.abs(measured - 13 / 3) < 1.2, `${measured}`);
});

Deno.test("burstiness does not grow by a product that was hot for some days", () => {
  const draws = random(1, "hot before");
  const measured = of((mean, hour, product) =>
    poisson(product === 9 && hour > 500 && hour < 550 ? 10 * mean : mean, draws)
  );
  assert(measured < 1.4, `${measured}`);
});

Deno.test("burstiness is 1 where the past has a day or less, and of views as regular as can be", () => {
  const twoDays = hourlyViews({ hours: 48, products: 3 }, (hour) => hour % 7);
  assertEquals(burstiness(weightedViews(viewsOfFrame(twoDays), after(48))), 1);
  assertEquals(of((mean) => mean), 1);
});
