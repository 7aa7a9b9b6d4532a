import * as Plot from "@observablehq/plot";
import { DOMParser } from "linkedom";
import type { AnalyticsTrend } from "../documents.ts";

/** Plot and linkedom each have their own idea of a document's type. */
type PlotDocument = NonNullable<Plot.PlotOptions["document"]>;

/** Roughly the width of a letter, in pixels. */
const labelWidth = 7;

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
  // A document of XML, not HTML, so that what Plot draws is escaped as XML wants it.
  const document = new DOMParser().parseFromString("<svg/>", "image/svg+xml");
  const [first] = trends;
  const title = first
    ? `${first.product_name} leads with ${first.views.toLocaleString("en-US")} views`
    : "No views yet";
  const marginLeft = 24 +
    labelWidth * Math.max(...trends.map((trend) => trend.product_name.length), 8);
  const svg = Plot.plot({
    document: document as unknown as PlotDocument,
    width,
    height: 70 + 30 * trends.length,
    marginLeft,
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
        dx: 5 - marginLeft,
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
