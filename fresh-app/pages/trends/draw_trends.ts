/** Draws the trends in the browser, as the server does. */
/// <reference no-default-lib="true" />
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/// <reference lib="esnext" />
import { inlinePlot } from "../../../lib/charts/inline_plot.ts";
import { trendsPlot, trendsTitle } from "../../../lib/trends/charts/trends_plot.ts";
import type { AnalyticsTrend } from "../../../lib/documents.ts";

/** The chart of the trends for a width in pixels. */
export function drawTrends(trends: readonly AnalyticsTrend[], width: number): SVGSVGElement {
  const options = trendsPlot(trends, { width, fill: "var(--accent)" });
  return inlinePlot(trendsTitle(trends), options) as SVGSVGElement;
}
