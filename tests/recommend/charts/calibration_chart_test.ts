import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { DOMParser } from "linkedom";
import { calibrationChart } from "../../../lib/recommend/charts/calibration_chart.ts";

/** So many promises of one confidence, of which so many come true. */
const promised = (confidence: number, count: number, successes: number) =>
  Array.from({ length: count }, (_, i) => ({ confidence, success: i < successes ? 1 : 0 }));

const hostile = 'TV 55" <b>&Géant</b>';
const dots = (svg: string) =>
  [...new DOMParser().parseFromString(svg, "image/svg+xml").querySelectorAll("circle")]
    .map((dot) => ({ x: Number(dot.getAttribute("cx")), y: Number(dot.getAttribute("cy")) }));

Deno.test("calibrationChart is an SVG file with an accessible name, also without promises", () => {
  const charts = [{ [hostile]: promised(0.5, 9, 4) }, { nothing: [] }, {}].map((kinds) =>
    calibrationChart(kinds)
  );
  for (const svg of charts) {
    assertMatch(svg, /^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    assertEquals(/<b>|NaN|Infinity/.test(svg), false);
  }
  for (const svg of charts.slice(1)) assertStringIncludes(svg, 'aria-label="No promises yet"');
});

Deno.test("calibrationChart says of each kind how many groups came true as often as promised", () => {
  const honest = promised(0.2, 100, 21), boastful = promised(0.9, 100, 40);
  assertStringIncludes(
    calibrationChart({
      mixed: [...boastful, ...honest],
      modest: [...honest, ...promised(0.5, 100, 52)],
    }, { groups: 2 }),
    "As often as promised: mixed 1 of 2, modest 2 of 2",
  );
});

Deno.test("calibrationChart draws groups of equal size, by confidence, at the share that came true", () => {
  const promises = [...promised(0.8, 100, 80), ...promised(0.2, 100, 20)];
  const [low, high, ...more] = dots(calibrationChart({ promises }, { groups: 2 }));
  assert(low && high && more.length === 0);
  assert(low.x < high.x && low.y > high.y, "the first group is the less confident");
});

Deno.test("calibrationChart takes fewer promises than groups", () => {
  assertEquals(dots(calibrationChart({ few: promised(0.5, 2, 1) }, { groups: 5 })).length, 2);
});
