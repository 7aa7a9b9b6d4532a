/** The chart of how views become carts, and carts purchases. */
import { palette } from "../../charts/palette.ts";
import { whole } from "../../base/text/whole.ts";
import { toFigures } from "../../base/text/to_figures.ts";
import * as Plot from "@observablehq/plot";
import type { Rate, TrendBreakdown } from "../../documents.ts";
import { compactNumber } from "../../base/text/compact_number.ts";
import { type ChartOptions, drawPlot } from "../../charts/draw_plot.ts";

const colours = [palette.accent, palette.risk, palette.safe];

/**
 * How many views become carts, and how many carts purchases.
 *
 * @param breakdown of the whole log, or of one value
 * @returns an SVG element as text, which stands alone as a file
 */
export function funnelChart(
  { views, carts, buys, view_to_cart, cart_to_buy, view_to_buy }: TrendBreakdown,
  { width = 720 }: ChartOptions = {},
): string {
  const stages = [
    { stage: "views", count: views, text: "" },
    { stage: "carts", count: carts, text: rateText(view_to_cart, "views") },
    { stage: "purchases", count: buys, text: rateText(cart_to_buy, "carts") },
  ];
  const title = view_to_buy
    ? `${percentText(view_to_buy.rate)} of views end in a purchase`
    : "No purchases to compare with views";
  return drawPlot(title, {
    width,
    height: 230,
    marginLeft: 100,
    marginRight: 250,
    x: {
      label: "events",
      tickFormat: compactNumber,
      labelAnchor: "center",
      labelArrow: "none",
      grid: true,
      ticks: 4,
      nice: true,
    },
    y: { label: null, domain: stages.map(({ stage }) => stage), tickSize: 0, padding: 0.25 },
    marks: [
      Plot.barX(stages, { x: "count", y: "stage", fill: (_, index) => colours[index] }),
      Plot.text(stages, {
        x: "count",
        y: "stage",
        text: ({ count, text }) => whole(count) + text,
        textAnchor: "start",
        dx: 6,
      }),
      Plot.ruleX([0]),
    ],
  });
}

/** Such as `, 48 % of views (47 to 49 %)`. */
const rateText = (rate: Rate | undefined, of: string) =>
  rate
    ? `, ${percentText(rate.rate)} of ${of} (${number(rate.low)} to ${percentText(rate.high)})`
    : "";

const number = (rate: number) => toFigures(100 * rate, 3);
const percentText = (rate: number) => `${number(rate)} %`;
