/** Draws the trends in the browser, as the server does. */
/// <reference no-default-lib="true" />
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/// <reference lib="esnext" />
import * as Plot from "@observablehq/plot";
import { trendsPlot } from "../../lib/charts/trends_plot.ts";
import type { AnalyticsTrend } from "../../lib/documents.ts";

/** The chart of the trends for a width in pixels. */
export function drawTrends(trends: readonly AnalyticsTrend[], width: number): SVGSVGElement {
  const [first] = trends;
  const svg = Plot.plot({
    ...trendsPlot(trends, { width, fill: "var(--accent)" }),
    ariaLabel: first ? `${first.product_name} leads` : "No views yet",
  }) as unknown as SVGSVGElement;
  svg.querySelector("style")?.remove(); // the policy allows none; static/style.css has what it says
  return svg;
}
