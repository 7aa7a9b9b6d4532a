/** The chart of the trends as the server draws it. */
import type * as Plot from "@observablehq/plot";
import { DOMParser } from "linkedom";
import { inlinePlot } from "../../../lib/charts/inline_plot.ts";
import { trendsPlot, trendsTitle } from "../../../lib/trends/charts/trends_plot.ts";
import { oncePer } from "../../once_per.ts";
import type { ShownTrends } from "./read_trends.ts";

/** The widths for which the server draws: the chart's on a phone, and on a large screen. */
export const widths = { narrow: 310, wide: 746 } as const;

/** The chart at each of the widths, as SVG elements in text. */
export type TrendsSvg = Readonly<Record<keyof typeof widths, string>>;

/** The chart of the trends, drawn once for every reading of them. */
export const trendsSvg = oncePer((trends: ShownTrends): TrendsSvg => ({
  narrow: draw(trends, widths.narrow),
  wide: draw(trends, widths.wide),
}));

function draw({ top }: ShownTrends, width: number): string {
  const xml: unknown = new DOMParser().parseFromString("<svg/>", "image/svg+xml");
  const document = xml as NonNullable<Plot.PlotOptions["document"]>;
  const options = trendsPlot(top, { width, fill: "var(--accent)" });
  return inlinePlot(trendsTitle(top), { ...options, document }).outerHTML;
}
