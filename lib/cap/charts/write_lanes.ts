/** The lanes of writes over time that the charts of a failover and of a partition share. */
import { palette } from "../../charts/palette.ts";
import { whole } from "../../base/text/whole.ts";
import * as Plot from "@observablehq/plot";
import type { Reconciled } from "../cap_run.ts";
import { type ChartOptions, drawPlot } from "../../charts/draw_plot.ts";

/** The writes of one writer over time. Times are those of its ledger. */
export interface WriteLane {
  readonly name: string;
  /** Said beside the name. */
  readonly summary: string;
  readonly writes: Reconciled;
  /** What happened at second 0 of the axis, and when. */
  readonly zero_ms: number;
  readonly note: string;
  /** Shaded from second 0 until then. */
  readonly band_until_ms: number;
  /** Another event, drawn as a broken line with its name. */
  readonly event?: { readonly at_ms: number; readonly name: string };
  /** From second 0 until then no write was acknowledged. */
  readonly gap_until_ms?: number;
}

/** What becomes of a write, as a row of its own: told by colour, by shape and by place. */
const fates = [
  { name: "acknowledged, kept", fate: "kept", colour: palette.kept },
  { name: "acknowledged, lost", fate: "lost", colour: palette.lost },
  { name: "unknown", fate: "unknown", colour: palette.unknown },
  { name: "failed", fate: "failed", colour: palette.failed },
] as const;
type Fate = typeof fates[number]["fate"];

const shapes = { lost: "times", unknown: "circle", failed: "triangle" } as const;

/** The lines of a lane: its name, what happened, one for each fate, and some air. */
const rows = { name: 0, note: 1, fates: 2, all: 6.6 } as const;
const rowHeight = 22;

/**
 * The axis is cut into so many bins. What lies in one is one mark, and acknowledged ones of neighbouring
 * bins are one bar: 20,000 writes cannot be told apart on 700 pixels anyway.
 */
const bins = { bar: 500, symbol: 120 } as const;

/** Draws writes over time, a lane for each writer, the lost ones on top. */
export function drawWriteLanes(
  title: string,
  lanes: readonly WriteLane[],
  xLabel: string,
  { width = 900 }: ChartOptions = {},
): string {
  const marginLeft = 230;
  const ends = lanes.map(extentOf);
  const from = Math.min(...ends.map(([first]) => first), -0.2);
  const to = Math.max(...ends.map(([, last]) => last), 0.5);
  const margin = 0.01 * (to - from), domain = [from - margin, to + margin] as const;
  return drawPlot(title, {
    width,
    height: 105 + rowHeight * rows.all * Math.max(lanes.length, 1),
    marginLeft,
    marginRight: 25,
    x: { domain: [...domain], label: xLabel, ticks: 8 },
    y: { axis: null, domain: [rows.all * Math.max(lanes.length, 1), 0] },
    marks: lanes.flatMap((lane, place) => laneMarks(lane, rows.all * place, domain)),
  });
}

function laneMarks(lane: WriteLane, top: number, [from, to]: readonly [number, number]) {
  const { name, summary, note, event } = lane;
  const seconds = (ms: number) => (ms - lane.zero_ms) / 1000;
  const width = to - from;
  const bottom = top + rows.fates + fates.length;
  const times = timesByFate(lane);
  const row = (fate: Fate) =>
    top + rows.fates + fates.findIndex((other) => other.fate === fate) + 0.5;
  const left = { frameAnchor: "left", y: () => top + 0.5, textAnchor: "start" } as const;
  const band = { from: 0, to: seconds(lane.band_until_ms) };
  return [
    Plot.rect(band.to > 0 ? [band] : [], {
      x1: "from",
      x2: "to",
      y1: () => top + rows.note,
      y2: () => bottom,
      fill: palette.band,
    }),
    Plot.ruleY(fates, { y: ({ fate }: typeof fates[number]) => row(fate), stroke: palette.line }),
    Plot.text([name], { ...left, dx: -215, fontWeight: 700, fontSize: 14 }),
    Plot.text([summary], { ...left }),
    Plot.text(fates, {
      x: () => from,
      y: ({ fate }: typeof fates[number]) => row(fate),
      text: ({ name, fate }: typeof fates[number]) => `${whole(times[fate].length)} ${name}`,
      textAnchor: "end",
      dx: -10,
      fill: ({ fate, colour }: typeof fates[number]) =>
        times[fate].length > 0 ? colour : palette.faint,
      fontWeight: 600,
      fontSize: 12,
    }),
    ...eventMarks(0, note, "solid"),
    ...(event ? eventMarks(seconds(event.at_ms), event.name, "broken") : []),
    ...gapMarks(),
    Plot.rect(bars(times.kept, width / bins.bar), {
      x1: "from",
      x2: "to",
      y1: () => row("kept") - 0.36,
      y2: () => row("kept") + 0.36,
      fill: fates[0].colour,
    }),
    ...(["failed", "unknown", "lost"] as const).map((fate) =>
      Plot.dot(firstOfEach(times[fate], width / bins.symbol), {
        x: (time: number) => time,
        y: () => row(fate),
        symbol: shapes[fate],
        r: fate === "lost" ? 5.5 : 3.5,
        stroke: fates.find((other) => other.fate === fate)?.colour ?? palette.ink,
        strokeWidth: fate === "lost" ? 2.5 : 1.5,
        fill: "none",
      })
    ),
  ];

  /** A rule through the lane, named on the side that has more room. */
  function eventMarks(at: number, text: string, line: "solid" | "broken") {
    const before = at > from + 0.6 * width;
    return [
      Plot.ruleX([at], {
        y1: () => top + rows.note,
        y2: () => bottom,
        strokeWidth: line === "solid" ? 2 : 1.5,
        ...(line === "broken" && { strokeDasharray: "4 3" }),
      }),
      Plot.text([text], {
        x: () => at,
        y: () => top + rows.note + 0.5,
        textAnchor: before ? "end" : "start",
        dx: before ? -6 : 6,
        fontSize: 12,
      }),
    ];
  }

  function gapMarks() {
    if (lane.gap_until_ms === undefined) return [];
    const end = seconds(lane.gap_until_ms);
    return [
      Plot.arrow([0], {
        x1: () => end / 2,
        x2: () => end,
        y1: () => row("kept"),
        y2: () => row("kept"),
        stroke: palette.muted,
      }),
      Plot.arrow([0], {
        x1: () => end / 2,
        x2: () => 0,
        y1: () => row("kept"),
        y2: () => row("kept"),
        stroke: palette.muted,
      }),
      Plot.text([`${end.toFixed(2)} s`], {
        x: () => end / 2,
        y: () => row("kept"),
        stroke: palette.band,
        strokeWidth: 6,
        fill: palette.ink,
        fontWeight: 600,
      }),
    ];
  }
}

/** The first and the last second that a lane shows. */
function extentOf(lane: WriteLane): readonly [number, number] {
  const { zero_ms, band_until_ms, event, gap_until_ms, writes } = lane;
  const times = [...writes.ledger.sent_at_ms, zero_ms, band_until_ms];
  if (event) times.push(event.at_ms);
  if (gap_until_ms !== undefined) times.push(gap_until_ms);
  const least = times.reduce((a, b) => Math.min(a, b), zero_ms);
  const most = times.reduce((a, b) => Math.max(a, b), zero_ms);
  return [(least - zero_ms) / 1000, (most - zero_ms) / 1000];
}

/** When writes were sent, in seconds of the axis and in order, by what became of them. */
function timesByFate({ writes: { ledger }, zero_ms }: WriteLane): Record<Fate, number[]> {
  const times: Record<Fate, number[]> = { kept: [], lost: [], unknown: [], failed: [] };
  ledger.sent_at_ms.forEach((sent_at_ms, write) => {
    const outcome = ledger.outcomes[write], survived = ledger.survived[write] === "y";
    const fate = outcome === "a"
      ? survived ? "kept" : "lost"
      : outcome === "f"
      ? "failed"
      : "unknown";
    times[fate].push((sent_at_ms - zero_ms) / 1000);
  });
  for (const list of Object.values(times)) list.sort((a, b) => a - b);
  return times;
}

/** Sorted times as bars, each as long as neighbouring bins have one, and at least a bin. */
function bars(times: readonly number[], bin: number): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  for (const time of times) {
    const last = found.at(-1);
    if (last && Math.floor(time / bin) <= Math.floor(last.to / bin) + 1) last.to = time;
    else found.push({ from: time, to: time });
  }
  return found.map(({ from, to }) => ({ from, to: Math.max(to, from + bin) }));
}

/** The first of sorted times in each bin. */
function firstOfEach(times: readonly number[], bin: number): number[] {
  return times.filter((time, place) => {
    const before = times[place - 1];
    return before === undefined || Math.floor(before / bin) < Math.floor(time / bin);
  });
}
