/** A plot drawn without a browser, as a file that stands alone. */
import { palette } from "./palette.ts";
import * as Plot from "@observablehq/plot";
import { DOMParser } from "linkedom";

/** How a chart is drawn. */
export interface ChartOptions {
  /** In pixels. */
  readonly width?: number;
}

/** Plot and linkedom each have their own idea of a document's type. */
type PlotDocument = NonNullable<Plot.PlotOptions["document"]>;

/** Room for the title. */
const marginTop = 50;

/**
 * Draws a plot without a browser, with a title that states the finding.
 *
 * @returns an SVG element as text that stands alone as a file, the title its accessible name
 */
export function drawPlot(title: string, options: Plot.PlotOptions): string {
  // A document of XML, not HTML, so that what Plot draws is escaped as XML wants it.
  const xml: unknown = new DOMParser().parseFromString("<svg/>", "image/svg+xml");
  const document = xml as PlotDocument;
  const svg = Plot.plot({
    marginBottom: 45,
    ...options,
    marginTop,
    document,
    ariaLabel: title,
    style: {
      fontSize: "13px",
      fontFamily: "system-ui, sans-serif",
      background: palette.paper,
      color: palette.ink,
    },
    marks: [
      ...options.marks ?? [],
      Plot.text([title], {
        frameAnchor: "top-left",
        textAnchor: "start",
        dx: 5 - (options.marginLeft ?? 0),
        dy: 8 - marginTop,
        fontSize: 16,
        fontWeight: 600,
      }),
    ],
  });
  const paper = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  for (
    const [name, value] of Object.entries({ width: "100%", height: "100%", fill: palette.paper })
  ) {
    paper.setAttribute(name, value); // viewers of image files do not know the style's background
  }
  svg.insertBefore(paper, svg.firstChild);
  svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  svg.setAttribute("role", "img");
  return svg.outerHTML;
}
