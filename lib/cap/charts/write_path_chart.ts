/** The chart of the way of one order through a replica set. */
import { palette } from "../../charts/palette.ts";
import * as Plot from "@observablehq/plot";
import { rttDigits } from "../summary/figure_text.ts";
import { concernColours } from "./concern_colours.ts";
import { type ChartOptions, drawPlot } from "../../charts/draw_plot.ts";

/** How far the secondaries are from the primary, beside which the client is. */
export interface WritePathDistances {
  readonly nearest_rtt_ms: number;
  readonly farthest_rtt_ms: number;
}

/** How it is drawn. */
export interface WritePathOptions extends ChartOptions {
  /** Whether a majority must have the order in its journals, as by default. */
  readonly journaled?: boolean;
}

/** From top to bottom. */
const lanes = ["client", "primary", "nearest secondary", "farthest secondary"] as const;
type Lane = typeof lanes[number];

/** Something that goes from one lane to another. Times are since the order reached the primary. */
interface Message {
  readonly from: Lane;
  readonly to: Lane;
  readonly sent_ms: number;
  readonly arrives_ms: number;
}

/** What a secondary reports on each of its ways back. */
const reports = ["applied", "journaled"] as const;

/**
 * The way of one order through a replica set of three members, over time: who sends what to whom, and when
 * the client gets its answer at `w: 1` and at majority. It is computed, not measured: nobody takes any time
 * but on the way. A secondary reports that it has applied the order; when that report is answered, that it
 * has it in its journal.
 *
 * @returns an SVG element as text, whose words have room on a width of 800 or more
 */
export function writePathChart(
  { nearest_rtt_ms, farthest_rtt_ms }: WritePathDistances,
  { width = 900, journaled = true }: WritePathOptions = {},
): string {
  const said = journaled ? reports : reports.slice(0, 1), trips = said.length;
  const majority_ms = trips * nearest_rtt_ms, last_ms = trips * farthest_rtt_ms;
  const secondaries = [
    { lane: "nearest secondary", rtt_ms: nearest_rtt_ms, colour: concernColours.majority },
    { lane: "farthest secondary", rtt_ms: farthest_rtt_ms, colour: palette.muted },
  ] as const;
  const answers = [
    { text: "w: 1 answers at once", at_ms: 0, colour: concernColours["1"], dy: -32 },
    {
      text: `majority answers after ${rttDigits(majority_ms)} ms`,
      at_ms: majority_ms,
      colour: concernColours.majority,
      dy: -14,
    },
  ];
  const much = trips === 1 ? "one round trip" : "two round trips";
  return drawPlot(`Majority waits ${much} to the nearest secondary; w: 1 waits for none`, {
    width,
    height: 330,
    marginLeft: 150,
    marginRight: 130,
    x: {
      domain: [0, Math.max(last_ms, majority_ms, 1)],
      label: "ms since the order reached the primary",
      ticks: 8,
    },
    y: { type: "point", domain: lanes, label: null, padding: 0.6 },
    marks: [
      Plot.ruleY(lanes, { stroke: palette.line }),
      ...secondaries.map(({ lane, rtt_ms, colour }) =>
        Plot.arrow(messagesOf(lane, rtt_ms, trips), {
          x1: "sent_ms",
          y1: "from",
          x2: "arrives_ms",
          y2: "to",
          stroke: colour,
          strokeWidth: 1.8,
          headLength: 6,
        })
      ),
      ...secondaries.map(({ lane, rtt_ms, colour }) =>
        Plot.text(said, {
          x: (_: string, trip: number) => (trip + 0.5) * rtt_ms,
          y: () => lane,
          text: (report: string) => report,
          dy: 14,
          fill: colour,
          fontSize: 12,
          stroke: palette.paper,
          strokeWidth: 5,
        })
      ),
      Plot.text(["not waited for"], {
        x: () => last_ms,
        y: () => "primary",
        textAnchor: "start",
        dx: 8,
        fill: palette.muted,
      }),
      Plot.arrow(answers, {
        x1: "at_ms",
        x2: "at_ms",
        y1: () => "primary",
        y2: () => "client",
        stroke: "colour",
        strokeWidth: 2.5,
        headLength: 6,
      }),
      Plot.dot(answers, { x: "at_ms", y: () => "client", fill: "colour", r: 5 }),
      ...answers.map((answer) =>
        Plot.text([answer], {
          x: "at_ms",
          y: () => "client",
          text: "text",
          textAnchor: "start",
          dy: answer.dy,
          fill: answer.colour,
          fontWeight: 600,
        })
      ),
    ],
  });
}

/** The order to a secondary, and back and forth until its last report is with the primary. */
function messagesOf(secondary: Lane, rtt_ms: number, trips: number): Message[] {
  return Array.from({ length: trips }, (_, trip): Message[] => {
    const at_ms = (ways: number) => (trip + ways) * rtt_ms;
    return [
      { from: "primary", to: secondary, sent_ms: at_ms(0), arrives_ms: at_ms(0.5) },
      { from: secondary, to: "primary", sent_ms: at_ms(0.5), arrives_ms: at_ms(1) },
    ];
  }).flat();
}
