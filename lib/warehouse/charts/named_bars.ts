/** Something by name as horizontal bars, such as revenue by category. */
import * as Plot from "@observablehq/plot";
import { letterWidth } from "../../charts/letter_width.ts";
import { palette } from "../../charts/palette.ts";

/** A bar. */
export interface NamedBar {
  readonly name: string;
  readonly value: number;
  /** What stands at its end. */
  readonly text: string;
}

/** How a chart of the warehouse is drawn. */
export interface WarehouseChartOptions {
  /** In pixels. */
  readonly width: number;
  /** The colour of what the chart is about. */
  readonly fill?: string;
}

/** The names have at most this share of the width. */
const mostOfNames = 0.4;

/** The bars in the order given, the first on top: what to give to `Plot.plot`. */
export function namedBars(
  bars: readonly NamedBar[],
  { width, fill = palette.accent }: WarehouseChartOptions,
): Plot.PlotOptions {
  const longest = Math.max(...bars.map(({ name }) => name.length), 3);
  const marginLeft = Math.min(16 + letterWidth * longest, Math.floor(mostOfNames * width));
  const letters = Math.floor((marginLeft - 16) / letterWidth);
  const ends = Math.max(...bars.map(({ text }) => text.length), 3);
  return {
    width,
    height: 14 + 26 * bars.length,
    marginTop: 6,
    marginBottom: 8,
    marginLeft,
    marginRight: 8 + letterWidth * ends,
    x: { axis: null },
    y: {
      label: null,
      domain: bars.map(({ name }) => name),
      tickSize: 0,
      tickPadding: 8,
      tickFormat: (name: string) => name.length > letters ? `${name.slice(0, letters - 1)}…` : name,
    },
    marks: [
      Plot.barX(bars, {
        x: "value",
        y: "name",
        fill,
        insetTop: 2,
        insetBottom: 2,
        rx: 2,
        ariaLabel: ({ name, text }: NamedBar) => `${name}: ${text}`,
      }),
      Plot.text(bars, { x: "value", y: "name", text: "text", textAnchor: "start", dx: 5 }),
      Plot.ruleX([0]),
    ],
  };
}
