/** The chart of revenue by month. */
import { type ChartOptions, drawPlot } from "../../charts/draw_plot.ts";
import { inDarkToo } from "../../charts/in_dark_too.ts";
import type { Month } from "../report/summary.ts";
import { monthBars } from "./month_bars.ts";

/**
 * Revenue by month as columns; months that the data hold only a part of are hollow.
 *
 * @returns an SVG element as text, which stands alone as a file
 */
export function revenueByMonthChart(
  months: readonly Month[],
  { width = 900 }: ChartOptions = {},
): string {
  const best = months.toSorted((one, other) => other.revenue - one.revenue)[0];
  const title = best
    ? `Revenue in reais was highest in ${best.month}; hollow months are partial`
    : "No month";
  const bars = months.map(({ month, revenue, partial }) => ({ month, value: revenue, partial }));
  const plot = monthBars(bars, "reais", { width });
  return inDarkToo(drawPlot(title, { ...plot, y: { ...plot.y, label: null } }));
}
