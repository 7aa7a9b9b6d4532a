import * as Plot from "@observablehq/plot";
import { DOMParser } from "linkedom";
import { trendsTitle } from "../../lib/charts/trends_chart.ts";
import { trendsPlot } from "../../lib/charts/trends_plot.ts";
import type { Trends } from "../data/trends.ts";

/** The widths for which the server draws: of a phone, and of anything else. */
export const widths = { narrow: 340, wide: 720 } as const;

/** The chart at each of the widths, as SVG elements in text. */
export type TrendsSvg = Readonly<Record<keyof typeof widths, string>>;

const drawn = new WeakMap<Trends, TrendsSvg>();

/** The chart of the trends, drawn once for every reading of them. */
export function trendsSvg(trends: Trends): TrendsSvg {
  const known = drawn.get(trends);
  if (known) return known;
  const svg = { narrow: draw(trends, widths.narrow), wide: draw(trends, widths.wide) };
  drawn.set(trends, svg);
  return svg;
}

function draw({ top }: Trends, width: number): string {
  const xml: unknown = new DOMParser().parseFromString("<svg/>", "image/svg+xml");
  const svg = Plot.plot({
    ...trendsPlot(top, { width, fill: "var(--accent)" }),
    document: xml as NonNullable<Plot.PlotOptions["document"]>,
    ariaLabel: trendsTitle(top),
  });
  svg.querySelector("style")?.remove(); // the policy allows none; static/style.css has what it says
  svg.setAttribute("role", "img");
  return svg.outerHTML;
}
