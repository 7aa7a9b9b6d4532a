/** The chart of revenue by month. */
import * as Plot from "@observablehq/plot";
import { type ChartOptions, drawPlot } from "../../charts/draw_plot.ts";
import { inDarkToo } from "../../charts/in_dark_too.ts";
import { palette } from "../../charts/palette.ts";
import type { Month } from "../report/summary.ts";

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
    ? `Revenue in thousands of reais was highest in ${best.month}; hollow months are partial`
    : "No month";
  return inDarkToo(drawPlot(title, {
    width,
    height: 320,
    marginLeft: 60,
    marginBottom: 60,
    x: { type: "band", label: null, tickRotate: -60, tickSize: 0 },
    y: {
      label: null,
      grid: true,
      tickFormat: (value) => `${value / 1000}`,
    },
    marks: [
      Plot.barY(months, {
        x: "month",
        y: "revenue",
        fill: (month: Month) => month.partial ? palette.paper : palette.accent,
        stroke: palette.accent,
        inset: 0.5,
      }),
      Plot.ruleY([0], { stroke: palette.ink }),
    ],
  }));
}
