/** The chart of the training loss. */
import { palette } from "../../charts/palette.ts";
import { percentText } from "../../base/text/percent.ts";
import * as Plot from "@observablehq/plot";
import { type ChartOptions, drawPlot } from "../../charts/draw_plot.ts";

/**
 * The training loss by iteration, counted from 1.
 *
 * @returns an SVG element as text
 */
export function lossChart(losses: readonly number[], { width = 640 }: ChartOptions = {}): string {
  const [first = 0] = losses;
  const last = losses.at(-1) ?? 0;
  const fall = first > 0 ? 1 - last / first : 0;
  const points = losses.map((loss, index) => ({ iteration: index + 1, loss }));
  return drawPlot(`The loss falls by ${percentText(fall)} in ${losses.length} iterations`, {
    width,
    height: 320,
    marginLeft: 70,
    x: { label: "iteration", ticks: Math.min(losses.length, 15), tickFormat: "d" },
    y: { label: "loss", labelAnchor: "center", labelArrow: "none", grid: true, nice: true },
    marks: [
      Plot.lineY(points, { x: "iteration", y: "loss", stroke: palette.accent, strokeWidth: 2 }),
      Plot.dot(points, { x: "iteration", y: "loss", fill: palette.accent }),
    ],
  });
}
