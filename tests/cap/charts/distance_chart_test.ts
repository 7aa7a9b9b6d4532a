import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { DOMParser } from "linkedom";
import { distanceChart } from "../../../lib/cap/charts/distance_chart.ts";
import { someDistance } from "../some_run.ts";

Deno.test("distanceChart says how many round trips majority waits", () => {
  assertStringIncludes(
    distanceChart(someDistance(2)),
    "Majority waits 2.0 round trips to the nearest secondary; w: 1 none",
  );
  assertStringIncludes(distanceChart(someDistance(1)), "Majority waits 1.0 round trip to the");
});

Deno.test("distanceChart marks the series whose other secondary is farther away", () => {
  const svg = distanceChart(someDistance());
  assertStringIncludes(svg, "the other secondary is 100 ms away");
  const document = new DOMParser().parseFromString(svg, "image/svg+xml");
  const dots = [...document.querySelectorAll('[aria-label="dot"]')];
  const diamonds = dots.filter((dot) => dot.getAttribute("fill") === "none");
  assertEquals(diamonds.map(({ children }) => children.length), [3]);
  const even = { ...someDistance(), series: someDistance().series.slice(0, 5) };
  assertEquals(distanceChart(even).includes("the other secondary"), false);
});

Deno.test("distanceChart names the nearest secondary only if the other was farther away", () => {
  const { series, ...rest } = someDistance();
  const even = series.filter((one) => one.farthest_rtt_ms === one.nearest_rtt_ms);
  const svg = distanceChart({ ...rest, series: even });
  assertStringIncludes(svg, "Majority waits 2.0 round trips to the secondaries; w: 1 none");
});

Deno.test("distanceChart is shaded up to the slowest insert, and says so", () => {
  const { series, ...rest } = someDistance();
  const slow = series.map((one) => ({ ...one, latencies_ms: [...one.latencies_ms, 750] }));
  const svg = distanceChart({ ...rest, series: slow });
  assertStringIncludes(svg, "shaded: up to the slowest insert");
  assertStringIncludes(svg, ">400</text>");
});

Deno.test("distanceChart takes a single series, a single latency, and a distance of 0 alone", () => {
  const { series } = someDistance();
  for (const place of [0, 1, 5, 6]) {
    const single = series.slice(place, place + 1);
    const svg = distanceChart({ relay_overhead_ms: 0, series: single });
    assertStringIncludes(svg, "Not measured: majority at two distances or more");
    const first = single.map((one) => ({ ...one, latencies_ms: one.latencies_ms.slice(0, 1) }));
    const none = single.map((one) => ({ ...one, latencies_ms: [] }));
    for (const cut of [first, none]) {
      assert(!/NaN|Infinity/.test(distanceChart({ relay_overhead_ms: 0, series: cut })));
    }
  }
});
