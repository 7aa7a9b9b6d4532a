import type { AnalyticsTrend } from "../documents.ts";
import { type ChartOptions, drawPlot } from "./draw_plot.ts";
import { trendsPlot } from "./trends_plot.ts";

/**
 * The most viewed products as a horizontal bar chart, best first.
 *
 * @returns an SVG element as text, which stands alone as a file
 */
export function trendsChart(
  trends: readonly AnalyticsTrend[],
  { width = 640 }: ChartOptions = {},
): string {
  return drawPlot(trendsTitle(trends), trendsPlot(trends, { width }));
}

/** What the chart says, in words. */
export function trendsTitle([first]: readonly AnalyticsTrend[]): string {
  return first
    ? `${first.product_name} leads with ${first.views.toLocaleString("en-US")} views`
    : "No views yet";
}
