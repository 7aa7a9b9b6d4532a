/** The chart of shares beside those that were expected. */
import { palette } from "../../charts/palette.ts";
import * as Plot from "@observablehq/plot";
import { type ChartOptions, drawPlot } from "../../charts/draw_plot.ts";

/** How often something was observed, and a number that it was expected to be in proportion to. */
export interface ObservedAndExpected {
  readonly name: string;
  readonly observed: number;
  readonly expected: number;
}

/** What the shares say, and of what they are. */
export interface SharesOptions extends ChartOptions {
  /** The finding. */
  readonly title: string;
  /** What was observed, such as `users`. */
  readonly observed: string;
  /** What it was expected to follow, such as `people`. */
  readonly expected: string;
  /** So many are shown at most; the others count in the whole. Default: all. */
  readonly first?: number;
}

/** Roughly the width of a letter, in pixels. */
const labelWidth = 7.5;

const observedColour = palette.accentLight, expectedColour = palette.warning;

/**
 * The share that each has of all that was observed as a bar, in the order given, with a mark where
 * its share of all that was expected ends.
 *
 * @returns an SVG element as text
 */
export function sharesChart(
  all: readonly ObservedAndExpected[],
  { title, observed, expected, first = Infinity, width = 720 }: SharesOptions,
): string {
  const percent = (pick: (one: ObservedAndExpected) => number) => {
    const whole = all.reduce((sum, one) => sum + pick(one), 0);
    return (one: ObservedAndExpected) => whole > 0 ? 100 * pick(one) / whole : 0;
  };
  const shown = all.slice(0, first);
  const longest = Math.max(...shown.map(({ name }) => name.length), 8);
  return drawPlot(title, {
    width,
    height: 110 + 24 * shown.length,
    marginLeft: 16 + labelWidth * longest,
    x: {
      label: `%; bars: of the ${observed}, lines: of the ${expected}`,
      labelAnchor: "center",
      labelArrow: "none",
      grid: true,
      ticks: 6,
      nice: true,
      zero: true,
    },
    y: { label: null, domain: shown.map(({ name }) => name), tickSize: 0 },
    marks: [
      Plot.barX(shown, { x: percent((one) => one.observed), y: "name", fill: observedColour }),
      Plot.tickX(shown, {
        x: percent((one) => one.expected),
        y: "name",
        stroke: expectedColour,
        strokeWidth: 3,
      }),
      Plot.ruleX([0]),
    ],
  });
}
