import { assert, assertEquals, assertMatch } from "@std/assert";
import { DOMParser } from "linkedom";
import { gridChart } from "../../../lib/notebook/charts/grid_chart.ts";

const hostile = 'TV 55" <b>&Géant</b>';
const options = {
  title: `Most are ${hostile}`,
  columns: ["a", hostile],
  columnLabel: "category",
  rows: ["x", "y"],
};
const counts = [
  { column: "a", row: "x", count: 2 },
  { column: "a", row: "x", count: 1 },
  { column: hostile, row: "y", count: 1000 },
];

const find = (svg: string, selector: string) => [
  ...new DOMParser().parseFromString(svg, "image/svg+xml").querySelectorAll(selector),
];

Deno.test("gridChart is an SVG file that says its finding, whatever the names", () => {
  for (const svg of [gridChart(counts, options), gridChart([], { ...options, rows: [] })]) {
    assertMatch(svg, /^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    assertMatch(svg, /aria-label="Most are TV 55&quot; &lt;b&gt;&amp;Géant&lt;\/b&gt;"/);
    assertEquals(svg.includes("<b>"), false);
    assertEquals(svg.includes("NaN"), false);
  }
});

Deno.test("gridChart adds up what is counted at one place, and shows 0 where nothing is", () => {
  const svg = gridChart(counts, options);
  assertEquals(find(svg, '[aria-label="cell"] rect').length, 4);
  const numbers = find(svg, '[aria-label="text"] text').map(({ textContent }) => textContent);
  assertEquals(numbers.slice(0, 4), ["3", "0", "0", "1,000"]);
});

Deno.test("gridChart draws the greatest count darkest, with a white number", () => {
  const svg = gridChart(counts, options);
  const fills = find(svg, '[aria-label="cell"] rect').map((cell) => cell.getAttribute("fill"));
  assert(fills[3] !== fills[0]);
  assertEquals(fills[1], fills[2]);
  const white = find(svg, '[aria-label="text"] text')
    .filter((text) => text.getAttribute("fill") === "white");
  assertEquals(white.map(({ textContent }) => textContent), ["1,000"]);
});
