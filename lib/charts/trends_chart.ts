import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import type { AnalyticsTrend } from "../documents.ts";

type PlotDocument = NonNullable<Plot.PlotOptions["document"]>;

/** How a chart is drawn. */
export interface ChartOptions {
  /** In pixels. */
  readonly width?: number;
}

/**
 * The most viewed products as a horizontal bar chart, best first.
 *
 * @returns an SVG element as text, which stands alone as a file
 */
export function trendsChart(
  trends: readonly AnalyticsTrend[],
  { width = 640 }: ChartOptions = {},
): string {
  // Plot and linkedom each have their own idea of a document's type.
  const { document } = parseHTML("<html><body></body></html>") as unknown as {
    document: PlotDocument;
  };
  const [first] = trends;
  const title = first
    ? `${first.product_name} leads with ${first.views.toLocaleString("en-US")} views`
    : "No views yet";
  const svg = Plot.plot({
    document,
    width,
    height: 70 + 30 * trends.length,
    marginLeft: 190,
    marginRight: 50,
    marginTop: 50,
    x: { label: "views", grid: true, ticks: 5, nice: true },
    y: { label: null, domain: trends.map(({ product_name }) => product_name) },
    ariaLabel: title,
    style: {
      fontSize: "13px",
      fontFamily: "system-ui, sans-serif",
      background: "white",
      color: "#1f2937",
    },
    marks: [
      Plot.barX(trends, { x: "views", y: "product_name", fill: "#2563eb" }),
      Plot.text(trends, {
        x: "views",
        y: "product_name",
        text: ({ views }: AnalyticsTrend) => views.toLocaleString("en-US"),
        textAnchor: "start",
        dx: 5,
      }),
      Plot.text([title], {
        frameAnchor: "top-left",
        dx: -185,
        dy: -42,
        fontSize: 16,
        fontWeight: 600,
      }),
      Plot.ruleX([0]),
    ],
  });
  svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  svg.setAttribute("role", "img");
  return svg.outerHTML;
}
