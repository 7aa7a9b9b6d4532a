/** The chart of how many inserts are acknowledged within which time. */
import { palette } from "../../charts/palette.ts";
import * as Plot from "@observablehq/plot";
import { compareLatencies, type Comparison } from "../summary/latency_comparison.ts";
import { msText, p99Text, settingName } from "../summary/figure_text.ts";
import { quantile } from "../../statistics/quantile.ts";
import type { LatencyResult } from "../cap_run.ts";
import { type ChartOptions, drawPlot } from "../../charts/draw_plot.ts";
import { concernColours } from "./concern_colours.ts";

/** As many points as a curve needs to look like its data. */
const mostPoints = 400;

/** A logarithmic axis has no place for 0. */
const least_ms = 0.01;

/** How far the axis goes beyond the slowest median, so that the key has room below the curves. */
const room = 6;

/** One line of the key, in pixels. */
const keyHeight = 22;

interface Curve {
  readonly name: string;
  readonly colour: string;
  readonly dashed: boolean;
  readonly sorted_ms: Float64Array;
  readonly p50_ms: number;
}

/**
 * The share of inserts that were acknowledged within a time, by setting, one insert after the other.
 * Colour tells the write concern; a broken line is a setting with other journaling than the server's own.
 *
 * @param random uniform in [0, 1), for the interval behind the title's verdict
 * @returns an SVG element as text, whose words have room on a width of 800 or more
 */
export function latencyEcdfChart(
  result: LatencyResult,
  random: () => number,
  { width = 900 }: ChartOptions = {},
): string {
  const curves = curvesOf(result);
  const medians = curves.map(({ p50_ms }) => p50_ms);
  const first_ms = Math.min(...curves.map(({ sorted_ms }) => sorted_ms[0] ?? 1), 1);
  const last_ms = Math.max(
    ...curves.map(({ sorted_ms }) => sorted_ms.at(-1) ?? 1),
    ...medians.map((median) => room * median),
    1,
  );
  return drawPlot(titleOf(result, random), {
    width,
    height: 420,
    marginLeft: 60,
    marginRight: 25,
    x: { type: "log", domain: [first_ms * 0.9, last_ms] },
    y: {
      domain: [0, 100],
      label: "share of inserts, %",
      labelAnchor: "center",
      labelArrow: "none",
      grid: true,
      ticks: [0, 25, 50, 75, 100],
    },
    marks: [
      // By itself the axis of a logarithm leaves some of its labels out.
      Plot.axisX(ticksWithin(first_ms * 0.9, last_ms), {
        text: String,
        label: "wait for an insert, ms (logarithmic)",
      }),
      ...curves.map(({ sorted_ms, colour, dashed }) =>
        Plot.line(steps(sorted_ms), {
          x: "ms",
          y: "percent",
          curve: "step-after",
          stroke: colour,
          strokeWidth: 2,
          ...(dashed && { strokeDasharray: "5 3" }),
        })
      ),
      Plot.dot(curves, { x: "p50_ms", y: 50, fill: "colour", stroke: palette.paper, r: 5.5 }),
      ...curves.toReversed().flatMap(({ name, colour, dashed, p50_ms, sorted_ms }, line) => {
        const place = { frameAnchor: "bottom-right", dy: -14 - keyHeight * line } as const;
        const p99_ms = quantile(sorted_ms, 0.99);
        return [
          Plot.text([dashed ? "– –" : "——"], { ...place, dx: -372, fill: colour, fontWeight: 700 }),
          Plot.text([name], { ...place, dx: -358, textAnchor: "start", fill: colour }),
          Plot.text([msText(p50_ms)], { ...place, dx: -110 }),
          Plot.text([p99Text(sorted_ms.length, p99_ms, msText)], { ...place, dx: -10 }),
        ];
      }),
      ...(curves.length > 0 ? ["median", "99 % within"] : []).map((heading, column) =>
        Plot.text([heading], {
          frameAnchor: "bottom-right",
          dx: [-110, -10][column] ?? 0,
          dy: -14 - keyHeight * curves.length,
          fill: palette.muted,
        })
      ),
    ],
  });
}

function titleOf(result: LatencyResult, random: () => number): string {
  const comparison = compareLatencies(result, random);
  if (!comparison) return "Not measured: w: 1 beside majority";
  const { w1_ms, majority_ms }: Comparison = comparison.median;
  const verdict = comparison.median.significant
    ? "a significant difference"
    : "no significant difference";
  return `Median wait ${msText(w1_ms)} at w: 1, ${msText(majority_ms)} at majority: ${verdict}`;
}

/** Those with a latency, the fastest first. */
function curvesOf({ settings }: LatencyResult): Curve[] {
  return settings.filter(({ one_by_one_ms }) => one_by_one_ms.length > 0).map((setting) => {
    const sorted_ms = Float64Array.from(setting.one_by_one_ms, (ms) => Math.max(ms, least_ms))
      .sort();
    return {
      name: settingName(setting),
      colour: concernColours[setting.write_concern],
      dashed: setting.journal !== "default",
      sorted_ms,
      p50_ms: quantile(sorted_ms, 0.5),
    };
  }).sort((a, b) => a.p50_ms - b.p50_ms);
}

/** The distribution's steps, all or evenly chosen ones, the first and the last always. */
function steps(sorted_ms: Float64Array): { ms: number; percent: number }[] {
  const n = sorted_ms.length, points = Math.min(n, mostPoints);
  const chosen = Array.from({ length: points }, (_, point) => {
    const rank = Math.round((point + 1) / points * n);
    return { ms: sorted_ms[rank - 1] ?? 0, percent: 100 * rank / n };
  });
  return [{ ms: sorted_ms[0] ?? 0, percent: 0 }, ...chosen];
}

/** 1, 2 and 5 times the powers of ten. */
function ticksWithin(from: number, to: number): number[] {
  const powers = Array.from({ length: 9 }, (_, place) => place - 2);
  return powers.flatMap((power) => [1, 2, 5].map((digit) => Number(`${digit}e${power}`))).filter((
    tick,
  ) => from <= tick && tick <= to);
}
