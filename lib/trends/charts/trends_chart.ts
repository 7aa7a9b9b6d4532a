/** The chart of the most viewed products. */
import type { AnalyticsTrend } from "../../documents.ts";
import { type ChartOptions, drawPlot } from "../../charts/draw_plot.ts";
import { trendsPlot, trendsTitle } from "./trends_plot.ts";

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
