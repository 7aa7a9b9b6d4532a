import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { DOMParser } from "linkedom";
import { hotChart } from "../../../lib/trends/charts/hot_chart.ts";

const hot = [
  { rank: 1, product_name: 'TV 55" <b>', views: 40, baseline: 4, score: 12.34 },
  { rank: 2, product_name: "iPhone 13", views: 30, baseline: 20, score: 4 },
];

/** Where the dots are, in pixels. */
const dots = (svg: string) =>
  [...new DOMParser().parseFromString(svg, "image/svg+xml").querySelectorAll("circle")]
    .map((dot) => Number(dot.getAttribute("cx")));

Deno.test("hotChart is an SVG file that says what rises most, and how many others", () => {
  const svg = hotChart(hot);
  assertMatch(svg, /^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
  assertMatch(
    svg,
    /aria-label="TV 55&quot; &lt;b&gt; is viewed 10 times as often as usual, 1 more/,
  );
  assertEquals(svg.includes("<b>"), false);
});

Deno.test("hotChart has the usual views and those of now of each product, and its score", () => {
  const svg = hotChart(hot);
  const [usualFirst = 0, usualSecond = 0, nowFirst = 0, nowSecond = 0] = dots(svg);
  assert(usualFirst < usualSecond && usualSecond < nowSecond && nowSecond < nowFirst);
  assertStringIncludes(svg, "× 10, score 12.3");
  assertStringIncludes(svg, "× 1.5, score 4.0");
});

Deno.test("hotChart says that a product is new if it had no views before", () => {
  const svg = hotChart([{ rank: 1, product_name: "Pixel 9", views: 5, baseline: 0, score: 6 }]);
  assertStringIncludes(svg, "Pixel 9 is viewed for the first time");
  assertStringIncludes(svg, "new, score 6.0");
  assertEquals(/NaN|Infinity|∞/.test(svg), false);
});

Deno.test("hotChart says so if nothing rises", () => {
  const svg = hotChart([]);
  assertMatch(svg, /aria-label="Nothing rises"/);
  assertEquals(dots(svg), []);
});

Deno.test("hotChart shows 15 products at most, and counts all", () => {
  const many = Array.from({ length: 40 }, (_, index) => ({
    rank: index + 1,
    product_name: `Product ${index}`,
    views: 100 - index,
    baseline: 1,
    score: 50 - index,
  }));
  const svg = hotChart(many);
  assertEquals(dots(svg).length, 2 * 15);
  assertStringIncludes(svg, "39 more rise");
});
