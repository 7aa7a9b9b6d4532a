import { assertAlmostEquals, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { DOMParser } from "linkedom";
import type { BreakdownDimension, TrendBreakdown } from "../../../lib/documents.ts";
import { breakdownChart } from "../../../lib/trends/charts/breakdown_chart.ts";
import { funnelChart } from "../../../lib/trends/charts/funnel_chart.ts";
import { wilsonInterval } from "../../../lib/statistics/wilson.ts";

/** A value with so many views, of which one in `every` ends in a purchase. */
function some(
  dimension: BreakdownDimension,
  value: string,
  position: number,
  views: number,
  every = 4,
): TrendBreakdown {
  const carts = Math.floor(views / 2), buys = Math.floor(views / every);
  const counts = { dimension, value, position, views, carts, buys };
  if (views === 0) return counts;
  return {
    ...counts,
    view_to_cart: wilsonInterval(carts, views),
    cart_to_buy: wilsonInterval(buys, carts),
    view_to_buy: wilsonInterval(buys, views),
  };
}

const whole = some("all", "all", 0, 1000);
const hours = Array.from(
  { length: 24 },
  (_, hour) => some("hour", String(hour).padStart(2, "0"), hour, 2 * hour),
);
const weekdays = ["Monday", "Friday"].map((day, index) =>
  some("weekday", day, index, 100 + 20 * index)
);
const categories = [some("category", "phone", 0, 600, 3), some("category", "<tv>", 1, 400)];
const cities = Array.from(
  { length: 44 },
  (_, city) => some("city", `City ${city}`, city, 400 - city),
);
const breakdowns = [whole, ...hours, ...weekdays, ...categories, ...cities];

const elements = (svg: string, selector: string) => [
  ...new DOMParser().parseFromString(svg, "image/svg+xml").querySelectorAll(selector),
];
const bars = (svg: string) => elements(svg, '[aria-label="bar"] rect');
const dots = (svg: string) => elements(svg, "circle");

Deno.test("breakdownChart is an SVG file that says its findings", () => {
  const findings = {
    hour: "Most views come between 23:00 and 00:00",
    weekday: "Friday has the most views, Monday the fewest",
    category: "The category phone has 60 % of the views",
    city: "City 0 has 2.4 % of the views \\(the first 15 of 44\\)",
  };
  for (const [dimension, finding] of Object.entries(findings)) {
    const svg = breakdownChart(breakdowns, dimension as keyof typeof findings);
    assertMatch(svg, /^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    assertMatch(
      svg,
      new RegExp(`^<svg [^>]*aria-label="${finding}\\. 25 % of all views end in a purchase"`),
    );
    assertEquals(/NaN|Infinity/.test(svg), false);
  }
});

Deno.test("breakdownChart has a bar for each value, and a rate where there is one", () => {
  const svg = breakdownChart(breakdowns, "hour");
  assertEquals([bars(svg).length, dots(svg).length], [24, 23]); // nobody looks at midnight
});

Deno.test("breakdownChart places each rate below its bar, or beside it", () => {
  for (
    const [dimension, axis, from, size] of [
      ["weekday", 0, "x", "width"],
      ["category", 1, "y", "height"],
    ] as const
  ) {
    const svg = breakdownChart(breakdowns, dimension);
    const middles = bars(svg).map((bar) =>
      Number(bar.getAttribute(from)) + Number(bar.getAttribute(size)) / 2
    );
    const centres = dots(svg).map((dot) => {
      const moved = dot.parentElement?.getAttribute("transform")?.match(/[\d.]+/g)?.[axis];
      return Number(dot.getAttribute(`c${from}`)) + Number(moved);
    });
    assertEquals(middles.length, 2);
    middles.forEach((middle, index) => assertAlmostEquals(centres[index] ?? NaN, middle, 1));
  }
});

Deno.test("breakdownChart shows the first 15 of many cities, and escapes names", () => {
  const svg = breakdownChart(breakdowns, "city");
  assertEquals([bars(svg).length, dots(svg).length], [15, 15]);
  assertStringIncludes(svg, ">City 14</text>");
  assertEquals(breakdownChart(breakdowns, "category").includes("<tv>"), false);
});

Deno.test("breakdownChart takes a log without events, and one without purchases", () => {
  const none = [some("all", "all", 0, 0), some("weekday", "Monday", 0, 0)];
  for (const dimension of ["weekday", "city"] as const) {
    const svg = breakdownChart(none, dimension);
    assertStringIncludes(svg, "No views yet. No purchases to compare with views");
    assertEquals(/NaN|Infinity/.test(svg), false);
  }
  const bought = [some("all", "all", 0, 3), some("weekday", "Monday", 0, 3)];
  assertStringIncludes(breakdownChart(bought, "weekday"), "0 % of all views end in a purchase");
});

Deno.test("funnelChart says how many views become carts, and carts purchases", () => {
  const svg = funnelChart(whole);
  assertMatch(svg, /aria-label="25 % of views end in a purchase"/);
  assertStringIncludes(svg, "500, 50 % of views (46.9 to 53.1 %)");
  assertStringIncludes(svg, "250, 50 % of carts (45.6 to 54.4 %)");
  assertEquals(bars(svg).length, 3);
});

Deno.test("funnelChart takes a log without events", () => {
  const svg = funnelChart(some("all", "all", 0, 0));
  assertMatch(svg, /aria-label="No purchases to compare with views"/);
  assertEquals(/NaN|Infinity/.test(svg), false);
});
