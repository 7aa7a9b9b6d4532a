/** The chart of how good models are, side by side. */
import { palette } from "../../charts/palette.ts";
import * as Plot from "@observablehq/plot";
import { type ChartOptions, drawPlot } from "../../charts/draw_plot.ts";

/** A model's figure with its interval. */
export interface Quality {
  readonly model: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * How good models are, side by side, with their 95 % intervals, best first.
 *
 * @param metric what was measured, such as `nDCG@3`
 * @returns an SVG element as text
 */
export function qualityChart(
  qualities: readonly Quality[],
  metric: string,
  { width = 640 }: ChartOptions = {},
): string {
  const sorted = [...qualities].sort((a, b) => b.value - a.value);
  const [best, second] = sorted;
  const title = !best
    ? "No model yet"
    : second && best.low > second.high
    ? `${best.model} is clearly the best by ${metric}`
    : `${best.model} leads by ${metric}, within the interval of ${second?.model ?? "none"}`;
  return drawPlot(title, {
    width,
    height: 100 + 40 * sorted.length,
    marginLeft: 110,
    x: { label: `${metric}, with 95 % interval`, grid: true, zero: true, nice: true },
    y: { label: null, domain: sorted.map(({ model }) => model) },
    marks: [
      Plot.ruleY(sorted, {
        x1: "low",
        x2: "high",
        y: "model",
        stroke: palette.accent,
        strokeWidth: 3,
      }),
      Plot.dot(sorted, { x: "value", y: "model", fill: palette.accent, r: 6 }),
      Plot.text(sorted, {
        x: "value",
        y: "model",
        text: ({ value }: Quality) => value.toFixed(3),
        dy: -14,
      }),
    ],
  });
}
