/** The chart of whether promises come true as often as promised. */
import { palette } from "../../charts/palette.ts";
import * as Plot from "@observablehq/plot";
import { wilsonInterval } from "../../statistics/wilson.ts";
import { type ChartOptions, drawPlot } from "../../charts/draw_plot.ts";

/** Something said to happen with a probability, and whether (1) or not (0) it did. */
export interface Promised {
  readonly confidence: number;
  readonly success: number;
}

/** How promises are drawn. */
export interface CalibrationChartOptions extends ChartOptions {
  /** Default: 6. */
  readonly groups?: number;
}

const colours = [palette.accent, palette.risk, palette.safe];

/**
 * Whether promises come true as often as promised (a reliability diagram; M. DeGroot and S. Fienberg, *The
 * Comparison and Evaluation of Forecasters*, 1983). The promises of each kind are put into groups of equal
 * size by their confidence; of each group, the share that came true, with its 95 % interval, is drawn above
 * its mean confidence.
 *
 * @param kinds the promises by what they are about
 * @returns an SVG element as text
 */
export function calibrationChart(
  kinds: Readonly<Record<string, readonly Promised[]>>,
  { width = 720, groups = 6 }: CalibrationChartOptions = {},
): string {
  const all = Object.entries(kinds).map(([kind, promises], index) => ({
    kind,
    colour: colours[index % colours.length] ?? palette.ink,
    kept: grouped(promises, groups),
  }));
  const ends = all.flatMap(({ kept }) =>
    kept.flatMap(({ confidence, high }) => [confidence, high])
  );
  const most = Math.max(...ends, 0.1);
  const axis = {
    domain: [0, most],
    nice: true,
    ticks: 6,
    grid: true,
    labelAnchor: "center",
    labelArrow: "none",
  } as const;
  return drawPlot(titleOf(all), {
    width,
    height: Math.round(width * 0.6),
    marginLeft: 60,
    marginRight: 30,
    x: { ...axis, label: "mean confidence of the group" },
    y: { ...axis, label: "share that came true, with 95 % interval" },
    marks: [
      Plot.line([[0, 0], [most, most]], { stroke: palette.muted, strokeDasharray: "5 4" }),
      Plot.text([[0.85 * most, 0.85 * most]], {
        text: ["as promised"],
        textAnchor: "start",
        dx: 10,
        dy: 8,
        fill: palette.muted,
      }),
      ...all.flatMap(({ kind, colour, kept }, index) => [
        Plot.ruleX(kept, {
          x: "confidence",
          y1: "low",
          y2: "high",
          stroke: colour,
          strokeWidth: 3,
        }),
        Plot.dot(kept, { x: "confidence", y: "rate", fill: colour, r: 6 }),
        Plot.text([`● ${kind}`], {
          frameAnchor: "top-left",
          textAnchor: "start",
          dx: 12,
          dy: 8 + 20 * index,
          fill: colour,
        }),
      ]),
    ],
  });
}

/** A group of promises of like confidence: their mean, and how often they came true. */
interface Group {
  readonly confidence: number;
  readonly rate: number;
  readonly low: number;
  readonly high: number;
}

function grouped(promises: readonly Promised[], groups: number): Group[] {
  const sorted = promises.toSorted((a, b) => a.confidence - b.confidence);
  const bound = (group: number) => Math.round(group * sorted.length / groups);
  return Array.from({ length: groups }, (_, group) => sorted.slice(bound(group), bound(group + 1)))
    .filter((group) => group.length > 0)
    .map((group) => {
      const sum = (of: keyof Promised) => group.reduce((total, promise) => total + promise[of], 0);
      return {
        confidence: sum("confidence") / group.length,
        ...wilsonInterval(sum("success"), group.length),
      };
    });
}

function titleOf(
  all: readonly { readonly kind: string; readonly kept: readonly Group[] }[],
): string {
  const told = all.filter(({ kept }) => kept.length > 0).map(({ kind, kept }) => {
    const fitting = kept.filter((group) =>
      group.low <= group.confidence && group.confidence <= group.high
    );
    return `${kind} ${fitting.length} of ${kept.length}`;
  });
  return told.length > 0 ? `As often as promised: ${told.join(", ")}` : "No promises yet";
}
