import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { DOMParser } from "linkedom";
import { sharesChart } from "../../../lib/notebook/charts/shares_chart.ts";

const options = { title: "Users live where people live", observed: "users", expected: "people" };
const cities = [
  { name: 'Béjaïa "<b>&', observed: 4, expected: 300 },
  { name: "Oran", observed: 2, expected: 500 },
  { name: "Mila", observed: 4, expected: 200 },
];

function drawn(svg: string) {
  const document = new DOMParser().parseFromString(svg, "image/svg+xml");
  const bars = [...document.querySelectorAll('[aria-label="bar"] rect')].map((bar) => ({
    from: Number(bar.getAttribute("x")),
    width: Number(bar.getAttribute("width")),
  }));
  const marks = [...document.querySelectorAll('[aria-label="tick"] line')]
    .map((mark) => Number(mark.getAttribute("x1")));
  return { bars, marks };
}

Deno.test("sharesChart is an SVG file that says its finding, whatever the names, also of nothing", () => {
  const nothing = [{ name: "Oran", observed: 0, expected: 0 }];
  for (const counts of [cities, nothing, []]) {
    const svg = sharesChart(counts, options);
    assertMatch(svg, /^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    assertMatch(svg, /aria-label="Users live where people live"/);
    assertStringIncludes(svg, "bars: of the users, lines: of the people");
    assertEquals(svg.includes("<b>"), false);
    assertEquals(svg.includes("NaN"), false);
  }
});

Deno.test("sharesChart draws a bar as long as the share, and a mark where it was expected to end", () => {
  const { bars, marks } = drawn(sharesChart(cities, options));
  assertEquals([bars.length, marks.length], [3, 3]);
  assertEquals(bars[0]!.width, 2 * bars[1]!.width);
  for (const [i, ratio] of [30 / 40, 50 / 20, 20 / 40].entries()) {
    assert(Math.abs((marks[i]! - bars[i]!.from) / bars[i]!.width - ratio) < 0.01);
  }
});

Deno.test("sharesChart counts those that it does not show in the whole", () => {
  const { bars } = drawn(sharesChart(cities, { ...options, first: 2 }));
  assertEquals(bars.length, 2);
  const { bars: alone } = drawn(sharesChart(cities.slice(0, 2), options));
  const share = (all: typeof bars) => all[0]!.width / (all[0]!.width + all[1]!.width);
  assert(Math.abs(share(bars) - share(alone)) < 1e-9);
});
