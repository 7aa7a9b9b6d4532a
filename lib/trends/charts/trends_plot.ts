/** The plot of the most viewed products, for a browser or a server to draw. */
import { letterWidth } from "../../charts/letter_width.ts";
import { palette } from "../../charts/palette.ts";
import { whole } from "../../base/text/whole.ts";
import * as Plot from "@observablehq/plot";
import type { AnalyticsTrend } from "../../documents.ts";

/** How the bars are drawn. */
export interface TrendsPlotOptions {
  /** In pixels. */
  readonly width: number;
  /** The colour of the bars. */
  readonly fill?: string;
}

/** The names have at most this share of the width. */
const mostOfNames = 0.45;

/** Narrower charts have the names above the bars. */
const narrow = 520;

const viewsText = ({ views }: AnalyticsTrend) => whole(views);

/**
 * The most viewed products as horizontal bars, best first: what to give to `Plot.plot`, in a browser or
 * elsewhere. Each bar has its place, its product and its views as accessible name.
 */
export function trendsPlot(
  trends: readonly AnalyticsTrend[],
  { width, fill = palette.accent }: TrendsPlotOptions,
): Plot.PlotOptions {
  const isNarrow = width < narrow;
  const longest = Math.max(...trends.map(({ product_name }) => product_name.length), 8);
  const marginLeft = Math.min(24 + letterWidth * longest, Math.floor(mostOfNames * width));
  const letters = Math.floor((isNarrow ? width - 70 : marginLeft - 24) / letterWidth);
  const shortened = (text: string) =>
    text.length > letters ? `${text.slice(0, letters - 1)}…` : text;
  const name = { y: "product_name", textAnchor: "start" } as const;
  return {
    width,
    height: isNarrow ? 20 + 48 * trends.length : 60 + 30 * trends.length,
    marginTop: 10,
    marginBottom: isNarrow ? 10 : 40,
    marginLeft: isNarrow ? 1 : marginLeft,
    marginRight: 60,
    x: isNarrow ? { axis: null } : { label: "views", grid: true, ticks: 5, nice: true },
    y: {
      label: null,
      domain: trends.map(({ product_name }) => product_name),
      ...(isNarrow ? { axis: null } : { tickSize: 0, tickPadding: 8, tickFormat: shortened }),
    },
    marks: [
      Plot.barX(trends, {
        x: "views",
        y: "product_name",
        fill,
        insetTop: isNarrow ? 22 : 1,
        insetBottom: isNarrow ? 0 : 1,
        rx: 2,
        ariaLabel: (trend: AnalyticsTrend) =>
          `${trend.rank}. ${trend.product_name}: ${viewsText(trend)} views`,
      }),
      Plot.text(trends, { ...name, x: "views", text: viewsText, dx: 5, dy: isNarrow ? 11 : 0 }),
      isNarrow
        ? Plot.text(trends, {
          ...name,
          text: ({ product_name }: AnalyticsTrend) => shortened(product_name),
          x: 0,
          dy: -11,
        })
        : Plot.ruleX([0]),
    ],
  };
}

/** What the chart says, in words. */
export function trendsTitle([first]: readonly AnalyticsTrend[]): string {
  return first ? `${first.product_name} leads with ${whole(first.views)} views` : "No views yet";
}
