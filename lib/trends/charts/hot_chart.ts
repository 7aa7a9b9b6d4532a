/** The chart of what is hot right now. */
import { letterWidth } from "../../charts/letter_width.ts";
import { palette } from "../../charts/palette.ts";
import * as Plot from "@observablehq/plot";
import type { HotProduct } from "../../documents.ts";
import { type ChartOptions, drawPlot } from "../../charts/draw_plot.ts";

/** More products would be too many to look at. */
const mostRows = 15;

const usualColour = palette.muted, nowColour = palette.warning;

/**
 * The products that are hot right now, the most surprising first (15 at most): the views that each would
 * have by its past share, those that it has, and its score.
 *
 * @param hot absent: there is nothing to compare with
 * @returns an SVG element as text, which stands alone as a file
 */
export function hotChart(
  hot: readonly HotProduct[] | undefined,
  { width = 720 }: ChartOptions = {},
): string {
  if (!hot || hot.length === 0) return nothingToShow(hot ? nothingRises : nothingKnown, width);
  const shown = hot.slice(0, mostRows), first = hot.slice(0, 1);
  const longest = Math.max(...shown.map(({ product_name }) => product_name.length), 8);
  return drawPlot(titleOf(hot), {
    width,
    height: 120 + 34 * shown.length,
    marginLeft: 36 + letterWidth * longest,
    marginRight: 150,
    x: {
      label: "views, weighted by their age",
      labelArrow: "none",
      grid: true,
      ticks: 5,
      nice: true,
      zero: true,
    },
    y: {
      label: null,
      domain: shown.map(({ product_name }) => product_name),
      padding: 0.5,
      tickSize: 0,
      tickPadding: 12,
      insetTop: 12,
    },
    marks: [
      Plot.link(shown, {
        x1: "baseline",
        x2: "views",
        y1: "product_name",
        y2: "product_name",
        stroke: nowColour,
        strokeWidth: 2.5,
        strokeOpacity: 0.45,
      }),
      Plot.dot(shown, {
        x: "baseline",
        y: "product_name",
        r: 6,
        stroke: usualColour,
        strokeWidth: 2.5,
        fill: palette.paper,
      }),
      Plot.dot(shown, { x: "views", y: "product_name", r: 7, fill: nowColour }),
      Plot.text(shown, {
        x: "views",
        y: "product_name",
        text: (product: HotProduct) => `${timesText(product)}, score ${product.score.toFixed(1)}`,
        textAnchor: "start",
        dx: 14,
      }),
      Plot.text(first, {
        x: "baseline",
        y: "product_name",
        text: () => "usual",
        textAnchor: "end",
        dx: 7,
        dy: -18,
        fill: usualColour,
      }),
      Plot.text(first, {
        x: "views",
        y: "product_name",
        text: () => "now",
        textAnchor: "start",
        dx: -7,
        dy: -18,
        fill: nowColour,
        fontWeight: 600,
      }),
    ],
  });
}

function titleOf([first, ...others]: readonly HotProduct[]): string {
  if (!first) return "Nothing rises";
  const more = others.length === 0
    ? ""
    : `, ${others.length} more ${others.length > 1 ? "rise" : "rises"}`;
  return first.baseline > 0
    ? `${first.product_name} is viewed ${times(first)} times as often as usual${more}`
    : `${first.product_name} is viewed for the first time${more}`;
}

const timesText = (product: HotProduct) => product.baseline > 0 ? `× ${times(product)}` : "new";

/** How many times the baseline the views are. */
function times({ views, baseline }: HotProduct): string {
  const ratio = views / baseline;
  return ratio.toLocaleString("en-US", { maximumFractionDigits: ratio < 10 ? 1 : 0 });
}

const nothingRises = {
  title: "Nothing rises",
  text: "No product is viewed more than its own past and chance explain.",
};
const nothingKnown = {
  title: "Nothing to compare with",
  text: "There are no views of late, or no earlier days to compare them with.",
};

function nothingToShow({ title, text }: typeof nothingRises, width: number): string {
  return drawPlot(title, {
    width,
    height: 110,
    marginLeft: 5,
    axis: null,
    marks: [
      Plot.text([text], { frameAnchor: "top-left", textAnchor: "start", fill: usualColour }),
    ],
  });
}
