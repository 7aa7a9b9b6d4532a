/** The chart of latency against the distance to the secondaries. */
import { palette } from "../../charts/palette.ts";
import * as Plot from "@observablehq/plot";
import {
  type DistancePoint,
  distancePoints,
  type DistanceSetting,
  distanceSettings,
  followsNearest,
  isEven,
  roundTrips,
  roundTripsText,
} from "../summary/distance_summary.ts";
import { rttDigits } from "../summary/figure_text.ts";
import type { DistanceResult } from "../cap_run.ts";
import { type ChartOptions, drawPlot } from "../../charts/draw_plot.ts";
import { concernColours } from "./concern_colours.ts";

/** How far the lines of reference go beyond the farthest distance, so that their names are apart. */
const beyond = 1.12;

/** The y axis is labelled at these, so far as they are within it. In ms. */
const ticks_ms = [1, 5, 10, 20, 50, 100, 200, 400, 800];

/**
 * Latency against the distance to the nearest secondary: the median as a line, shaded up to the
 * slowest insert, beside one and two round trips. Where the other secondary is farther away, the median
 * is a diamond.
 *
 * Both axes are square roots: what is near has room, and a multiple of the distance is a straight line.
 *
 * @returns an SVG element as text, whose words have room on a width of 800 or more
 */
export function distanceChart(
  result: DistanceResult,
  { width = 900 }: ChartOptions = {},
): string {
  const points = distancePoints(result);
  const even = points.filter(isEven), uneven = points.filter((point) => !isEven(point));
  const rtts = [...new Set(points.map(({ nearest_rtt_ms }) => nearest_rtt_ms))]
    .sort((a, b) => a - b);
  const end_ms = (rtts.at(-1) || 1) * beyond;
  const top_ms = Math.max(
    2 * end_ms,
    ...even.map(({ max_ms }) => max_ms),
    ...uneven.map(({ p50_ms }) => p50_ms),
  );
  const settings = distanceSettings.filter((name) => even.some(({ setting }) => setting === name));
  return drawPlot(titleOf(points), {
    width,
    height: 440,
    marginLeft: 60,
    marginRight: 105,
    x: {
      type: "sqrt",
      domain: [0, end_ms],
      ticks: rtts,
      tickFormat: rttDigits,
      label: "round-trip time to the nearest secondary, ms (square root)",
    },
    y: {
      type: "sqrt",
      domain: [0, top_ms],
      ticks: ticks_ms.filter((tick) => tick <= top_ms && tick >= top_ms / 400),
      tickFormat: String,
      label: "wait for an insert, ms (square root)",
      labelAnchor: "center",
      labelArrow: "none",
      grid: true,
    },
    marks: [
      ...[1, 2].flatMap((trips) => [
        Plot.line([0, end_ms], {
          x: (rtt: number) => rtt,
          y: (rtt: number) => trips * rtt,
          stroke: palette.muted,
          strokeDasharray: "2 4",
        }),
        Plot.text([`${trips} round trip${trips === 1 ? "" : "s"}`], {
          x: () => end_ms,
          y: () => trips * end_ms,
          textAnchor: "start",
          dx: 6,
          fill: palette.muted,
        }),
      ]),
      ...settings.flatMap((setting) => {
        const of = even.filter((point) => point.setting === setting);
        const colour = colourOf(setting);
        return [
          Plot.areaY(of, {
            x: "nearest_rtt_ms",
            y1: "p50_ms",
            y2: "max_ms",
            fill: colour,
            fillOpacity: 0.15,
          }),
          Plot.line(of, {
            x: "nearest_rtt_ms",
            y: "p50_ms",
            stroke: colour,
            strokeWidth: 2,
            ...(setting === "majority not journaled" && { strokeDasharray: "5 3" }),
          }),
          Plot.dot(of, {
            x: "nearest_rtt_ms",
            y: "p50_ms",
            fill: colour,
            stroke: palette.paper,
            r: 5,
          }),
          nameOf(setting, of, settings),
        ];
      }),
      Plot.dot(uneven, {
        x: "nearest_rtt_ms",
        y: "p50_ms",
        symbol: "diamond",
        r: 10,
        fill: "none",
        stroke: colourOfPoint,
        strokeWidth: 2,
      }),
      ...notes(uneven).map((note, line) =>
        Plot.text([note], {
          frameAnchor: "top-left",
          textAnchor: "start",
          dx: 12,
          dy: 14 + 20 * line,
          fill: palette.muted,
          stroke: palette.paper,
          strokeWidth: 5,
        })
      ),
    ],
  });
}

function titleOf(points: readonly DistancePoint[]): string {
  const trips = (["majority journaled", "majority not journaled"] as const)
    .map((setting) => ({ setting, count: roundTrips(points, setting) }))
    .find(({ count }) => count !== undefined);
  if (trips?.count === undefined) return "Not measured: majority at two distances or more";
  const name = trips.setting === "majority journaled" ? "Majority" : "Majority, not journaled,";
  const w1 = roundTrips(points, "w: 1");
  const to = followsNearest(points, trips.setting) ? "the nearest secondary" : "the secondaries";
  return `${name} waits ${roundTripsText(trips.count)} to ${to}` +
    (w1 === undefined ? "" : `; w: 1 ${roundTripsText(w1)}`);
}

/** The slower majority is named above its line, the rest below. */
function nameOf(
  setting: DistanceSetting,
  points: readonly DistancePoint[],
  settings: readonly DistanceSetting[],
) {
  const above = setting === settings.at(-1);
  const middle = points.at(-2) ?? points.at(-1);
  return Plot.text(middle ? [middle] : [], {
    x: "nearest_rtt_ms",
    y: "p50_ms",
    text: () => setting,
    textAnchor: above ? "end" : "start",
    dx: above ? -14 : 12,
    dy: above ? -12 : setting === "w: 1" ? -14 : 14,
    fill: colourOf(setting),
    fontWeight: 600,
    stroke: palette.paper,
    strokeWidth: 4,
  });
}

function notes(uneven: readonly DistancePoint[]): string[] {
  const farthest = [...new Set(uneven.map(({ farthest_rtt_ms }) => farthest_rtt_ms))];
  const away = farthest.map(rttDigits).join(" or ");
  return [
    "shaded: up to the slowest insert",
    ...(farthest.length > 0 ? [`◇ the other secondary is ${away} ms away`] : []),
  ];
}

const colourOf = (setting: DistanceSetting) =>
  concernColours[setting === "w: 1" ? "1" : "majority"];
const colourOfPoint = ({ setting }: DistancePoint) => colourOf(setting);
