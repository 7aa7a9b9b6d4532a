/** Estimates by name as dots, each with its interval: shares and means. */
import * as Plot from "@observablehq/plot";
import { letterWidth } from "../../charts/letter_width.ts";
import { palette } from "../../charts/palette.ts";
import type { WarehouseChartOptions } from "./named_bars.ts";

/** An estimate. */
export interface Estimate {
  readonly name: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The estimates in the order given, the first on top: what to give to `Plot.plot`.
 *
 * @param scale what the axis says, and how it writes a value
 */
export function intervalDots(
  estimates: readonly Estimate[],
  scale: { readonly label: string; readonly format: (value: number) => string },
  { width, fill = palette.accent }: WarehouseChartOptions,
): Plot.PlotOptions {
  const longest = Math.max(...estimates.map(({ name }) => name.length), 2);
  return {
    width,
    height: 60 + 24 * estimates.length,
    marginTop: 8,
    marginBottom: 40,
    marginLeft: 14 + letterWidth * longest,
    marginRight: 20,
    x: { label: scale.label, grid: true, ticks: 4, nice: true, tickFormat: scale.format },
    y: {
      label: null,
      domain: estimates.map(({ name }) => name),
      type: "point",
      padding: 0.5,
      tickSize: 0,
      tickPadding: 8,
    },
    marks: [
      Plot.ruleY(estimates, { y: "name", x1: "low", x2: "high", stroke: fill, strokeWidth: 2 }),
      Plot.dot(estimates, { y: "name", x: "value", fill, r: 4 }),
    ],
  };
}
