/** What every chart must do. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { DOMParser } from "linkedom";
import { breakdownChart } from "../../lib/trends/charts/breakdown_chart.ts";
import { distanceChart } from "../../lib/cap/charts/distance_chart.ts";
import { failoverChart } from "../../lib/cap/charts/failover_chart.ts";
import { funnelChart } from "../../lib/trends/charts/funnel_chart.ts";
import { ganttChart } from "../../lib/tasks/gantt_chart.ts";
import { hotChart } from "../../lib/trends/charts/hot_chart.ts";
import { itemMapChart } from "../../lib/recommend/charts/item_map_chart.ts";
import { latencyEcdfChart } from "../../lib/cap/charts/latency_ecdf_chart.ts";
import { lossChart } from "../../lib/recommend/charts/loss_chart.ts";
import { partitionChart } from "../../lib/cap/charts/partition_chart.ts";
import { qualityChart } from "../../lib/recommend/charts/quality_chart.ts";
import { trendsChart } from "../../lib/trends/charts/trends_chart.ts";
import { vipChart } from "../../lib/campaign/charts/vip_chart.ts";
import { someComparison } from "../campaign/some_comparison.ts";
import {
  someDistance,
  someDraws,
  someLatency,
  somePartition,
  someUnderLoad,
} from "../cap/some_run.ts";

const hostile = 'TV 55" <b>&Géant</b>';
const item = (name: string, x: number, y: number) => ({ name, category: hostile, x, y });
const interval = (model: string, low: number, high: number) => ({
  model,
  value: (low + high) / 2,
  low,
  high,
});

const breakdown = (value: string, views: number) =>
  ({ dimension: "city", value, position: 0, views, carts: 0, buys: 0 }) as const;

const charts: Record<string, { full: string; empty: string }> = {
  trendsChart: {
    full: trendsChart([{ rank: 1, product_name: hostile, views: 3 }]),
    empty: trendsChart([]),
  },
  hotChart: {
    full: hotChart([{ rank: 1, product_name: hostile, views: 9, baseline: 1, score: 5 }]),
    empty: hotChart([]),
  },
  breakdownChart: {
    full: breakdownChart([breakdown(hostile, 3)], "city"),
    empty: breakdownChart([], "city"),
  },
  funnelChart: { full: funnelChart(breakdown("all", 3)), empty: funnelChart(breakdown("all", 0)) },
  qualityChart: {
    full: qualityChart([interval(hostile, 0.1, 0.2)], "nDCG@3"),
    empty: qualityChart([], "nDCG@3"),
  },
  itemMapChart: { full: itemMapChart([item(hostile, 0, 1)]), empty: itemMapChart([]) },
  latencyEcdfChart: {
    full: latencyEcdfChart(someLatency(), someDraws()),
    empty: latencyEcdfChart({ orders: 0, rounds: 0, settings: [] }, someDraws()),
  },
  distanceChart: {
    full: distanceChart(someDistance()),
    empty: distanceChart({ relay_overhead_ms: 0, series: [] }),
  },
  failoverChart: { full: failoverChart(someUnderLoad()), empty: failoverChart([]) },
  partitionChart: {
    full: partitionChart(somePartition()),
    empty: partitionChart({ ...somePartition(), writers: [] }),
  },
  vipChart: { full: vipChart([someComparison(1000)]), empty: vipChart([]) },
  ganttChart: {
    full: ganttChart([{
      ...{ name: hostile, phase: hostile, outcome: "failed", reused: false },
      ...{ began_ms: 5, ended_ms: 9, failures: [hostile] },
    }]),
    empty: ganttChart([]),
  },
  lossChart: { full: lossChart([3, 2]), empty: lossChart([]) },
};

for (const [name, { full, empty }] of Object.entries(charts)) {
  Deno.test(`${name} is a well-formed SVG file with an accessible name, whatever the names in it`, () => {
    for (const svg of [full, empty]) {
      assertMatch(svg, /^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
      assertMatch(svg, /aria-label="[^"]+"/);
      assertEquals(svg.includes("<b>"), false);
      assertEquals(svg.includes("NaN"), false);
      assert(new DOMParser().parseFromString(svg, "image/svg+xml").documentElement);
    }
  });
}

Deno.test("qualityChart says whether the best is clearly so", () => {
  const apart = qualityChart(
    [interval("als", 0.5, 0.6), interval("popularity", 0.1, 0.2)],
    "nDCG@3",
  );
  assertStringIncludes(apart, "als is clearly the best by nDCG@3");
  const close = qualityChart(
    [interval("als", 0.5, 0.6), interval("neighbours", 0.5, 0.7)],
    "nDCG@3",
  );
  assertStringIncludes(close, "neighbours leads by nDCG@3, within the interval of als");
});

Deno.test("itemMapChart leaves out a name that would cover another, and keeps its dot", () => {
  const svg = itemMapChart([item("first", 0, 0), item("covered", 0.001, 0), item("apart", 1, 1)]);
  const { document } = { document: new DOMParser().parseFromString(svg, "image/svg+xml") };
  const texts = [...document.querySelectorAll("text")].map((text) => text.textContent);
  assertEquals(["first", "covered", "apart"].map((name) => texts.includes(name)), [
    true,
    false,
    true,
  ]);
  assertEquals(document.querySelectorAll("circle").length, 3);
});
