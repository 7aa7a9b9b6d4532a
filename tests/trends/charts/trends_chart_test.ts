import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { DOMParser } from "linkedom";
import { trendsChart } from "../../../lib/trends/charts/trends_chart.ts";

const trends = [
  { rank: 1, product_name: 'TV 55" <b>Géant</b>', views: 1200 },
  { rank: 2, product_name: "iPhone 15", views: 600 },
];

Deno.test("trendsChart is an SVG file that says its finding and has an accessible name", () => {
  const svg = trendsChart(trends);
  assertMatch(svg, /^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
  assertMatch(svg, /aria-label="TV 55&quot; &lt;b&gt;Géant&lt;\/b&gt; leads with 1,200 views"/);
});

Deno.test("trendsChart draws a bar for each product, as long as its views", () => {
  const document = new DOMParser().parseFromString(trendsChart(trends), "image/svg+xml");
  const widths = [...document.querySelectorAll('[aria-label="bar"] rect')]
    .map((bar) => Number(bar.getAttribute("width")));
  assertEquals(widths.length, 2);
  assertEquals(widths[0]! / widths[1]!, 2);
});

Deno.test("trendsChart escapes names, and takes an empty list", () => {
  assertEquals(trendsChart(trends).includes("<b>"), false);
  assertStringIncludes(trendsChart([]), "No views yet");
});

Deno.test("trendsChart leaves room for the bars, whatever the names", () => {
  for (const width of [300, 640]) {
    const long = [{ rank: 1, product_name: "x".repeat(300), views: 1300 }, ...trends];
    const document = new DOMParser().parseFromString(trendsChart(long, { width }), "image/svg+xml");
    const widths = [...document.querySelectorAll('[aria-label="bar"] rect')]
      .map((bar) => Number(bar.getAttribute("width")));
    assert(Math.max(...widths) > 0.35 * width, `${widths}`);
  }
});
