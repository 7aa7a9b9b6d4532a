import * as Plot from "@observablehq/plot";
import type { AnalyticsTrend } from "../documents.ts";
import { type ChartOptions, drawPlot } from "./draw_plot.ts";

/** Roughly the width of a letter, in pixels. */
const labelWidth = 7;

/**
 * The most viewed products as a horizontal bar chart, best first.
 *
 * @returns an SVG element as text, which stands alone as a file
 */
export function trendsChart(
  trends: readonly AnalyticsTrend[],
  { width = 640 }: ChartOptions = {},
): string {
  const [first] = trends;
  const title = first
    ? `${first.product_name} leads with ${first.views.toLocaleString("en-US")} views`
    : "No views yet";
  const longest = Math.max(...trends.map(({ product_name }) => product_name.length), 8);
  return drawPlot(title, {
    width,
    height: 70 + 30 * trends.length,
    marginLeft: 24 + labelWidth * longest,
    marginRight: 50,
    x: { label: "views", grid: true, ticks: 5, nice: true },
    y: { label: null, domain: trends.map(({ product_name }) => product_name) },
    marks: [
      Plot.barX(trends, { x: "views", y: "product_name", fill: "#2563eb" }),
      Plot.text(trends, {
        x: "views",
        y: "product_name",
        text: ({ views }: AnalyticsTrend) => views.toLocaleString("en-US"),
        textAnchor: "start",
        dx: 5,
      }),
      Plot.ruleX([0]),
    ],
  });
}
