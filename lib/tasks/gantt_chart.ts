/** The chart of a run: when each task ran, how long, and what became of it. */
import * as Plot from "@observablehq/plot";
import { counted } from "../base/text/counted.ts";
import { durationText } from "../base/text/duration_text.ts";
import { whole } from "../base/text/whole.ts";
import { type ChartOptions, drawPlot } from "../charts/draw_plot.ts";
import { inDarkToo } from "../charts/in_dark_too.ts";
import { palette } from "../charts/palette.ts";
import type { Outcome, TaskState } from "./task.ts";

/** A bar, in ms since the run began. */
interface Bar {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly outcome: Outcome;
  /** All that is said of it, and what is said where there is little room. */
  readonly label: string;
  readonly short: string;
}

const rowHeight = 30;
const marginRight = 20;
/** How wide letters are at most, in pixels: of names, of labels, and of the title. */
const letterWidth = 7.7, labelWidth = 7.2, titleWidth = 9.6;
/** A task that took no time can be seen all the same. In pixels. */
const leastWidth = 3;

const colours: Readonly<Record<Outcome, string>> = {
  done: palette.accent,
  running: palette.accentLight,
  failed: palette.lost,
  stopped: palette.failed,
  blocked: palette.faint,
  waiting: palette.faint,
};

/** The units that an axis may have, and how long one is in ms. */
const units = [["ms", 1], ["s", 1000], ["min", 60_000], ["h", 3_600_000]] as const;

/**
 * Draws a run, a row for each task in the order of the graph; on a dark ground, too. What an earlier run has done, and
 * what did not run, is said in words.
 */
export function ganttChart(
  tasks: readonly TaskState[],
  { width = 900 }: ChartOptions = {},
): string {
  const bars = barsOf(tasks);
  const end = Math.max(...bars.map(({ to }) => to), 1);
  const marginLeft = 25 + letterWidth * Math.max(...tasks.map(({ name }) => name.length), 10);
  const room = width - marginLeft - marginRight;
  const [unit, unit_ms] = units.findLast(([, ms]) => end >= 2 * ms) ?? units[0];
  const drawn = bars.map((bar) => placed(bar, end, room));
  const plot = drawPlot(titleOf(tasks, bars, width), {
    width,
    height: 110 + rowHeight * Math.max(tasks.length, 1),
    marginLeft,
    marginRight,
    x: { domain: [0, end / unit_ms], label: `${unit} since the run began`, ticks: 6, grid: true },
    y: { domain: tasks.map(({ name }) => name), label: null, tickSize: 0, tickPadding: 8 },
    color: { type: "identity" },
    marks: [
      Plot.rect(drawn, {
        x1: ({ from }: Bar) => from / unit_ms,
        x2: ({ to }: Bar) => to / unit_ms,
        y: "name",
        fill: ({ outcome }: Bar) => colours[outcome],
        insetTop: 5,
        insetBottom: 5,
        rx: 2,
      }),
      ...(["beside", "before", "inside"] as const).map((place) =>
        Plot.text(drawn.filter((bar) => bar.place === place), {
          x: ({ from, to }: Bar) => (place === "beside" ? to : from) / unit_ms,
          y: "name",
          text: "label",
          textAnchor: place === "before" ? "end" : "start",
          dx: place === "before" ? -6 : 6,
          fill: place === "inside" ? palette.paper : palette.ink,
        })
      ),
      Plot.text(tasks.filter((task) => !bars.some(({ name }) => name === task.name)), {
        x: () => 0,
        y: "name",
        text: wordsFor,
        textAnchor: "start",
        dx: 6,
        fill: palette.muted,
      }),
    ],
  });
  return inDarkToo(plot);
}

/** What ran, in this run. */
function barsOf(tasks: readonly TaskState[]): Bar[] {
  const ran = tasks.filter(({ began_ms, reused }) => began_ms !== undefined && !reused);
  const zero = Math.min(...ran.map(({ began_ms = Infinity }) => began_ms));
  const last = Math.max(...ran.map(({ began_ms = 0, ended_ms = began_ms }) => ended_ms));
  return ran.map((task) => {
    const { name, outcome, began_ms = zero, ended_ms = last } = task;
    // A clock that was set back meanwhile does not turn a bar around.
    const from = began_ms - zero, to = Math.max(ended_ms, began_ms) - zero;
    return {
      name,
      from,
      to,
      outcome,
      label: labelOf(task, to - from),
      short: durationText(to - from),
    };
  });
}

function labelOf({ outcome, failures, rows_in, rows_out }: TaskState, ms: number): string {
  const rows = rows_out !== undefined && (rows_out > 0 || (rows_in ?? 0) > 0)
    ? `${whole(rows_in ?? 0)} → ${whole(rows_out)} rows`
    : "";
  const tries = failures.length > 0
    ? `tried ${counted(failures.length + (outcome === "done" ? 1 : 0), "time")}`
    : "";
  return [
    outcome === "running" ? "running" : durationText(ms),
    ...(outcome === "failed" || outcome === "stopped" ? [outcome] : []),
    ...[tries, rows].filter(Boolean),
  ].join(", ");
}

/**
 * A bar that can be seen, and where its label has room: beside it, before it, or inside. If there is none, less is
 * said.
 *
 * @param end of the run, in ms; it is `width` pixels from the beginning
 */
function placed(bar: Bar, end: number, width: number) {
  const least = end * leastWidth / width;
  const from = Math.max(Math.min(bar.from, end - least), 0), to = Math.max(bar.to, from + least);
  const pixels = (ms: number) => ms / end * width;
  const places = { beside: width - pixels(to), before: pixels(from), inside: pixels(to - from) };
  const [found] = [bar.label, bar.short].flatMap((label) =>
    (["beside", "before", "inside"] as const)
      .filter((place) => places[place] >= labelWidth * label.length + 12)
      .map((place) => ({ place, label }))
  );
  return { ...bar, from, to, ...(found ?? { place: "beside", label: "" }) };
}

function wordsFor({ outcome, reused }: TaskState): string {
  if (reused && outcome === "done") return "done by an earlier run";
  return outcome === "blocked" ? "did not run: a task before it failed" : "did not run";
}

/** What was found, as far as it has room. */
function titleOf(tasks: readonly TaskState[], bars: readonly Bar[], width: number): string {
  const failed = bars.filter(({ outcome }) => outcome === "failed").map(({ name }) => name);
  const blocked = tasks.filter(({ outcome }) => outcome === "blocked").length;
  const [longest] = bars.toSorted((a, b) => (b.to - b.from) - (a.to - a.from));
  if (!longest) return "Nothing has run";
  const withRest = (text: string, rest: string) =>
    titleWidth * (text + rest).length <= width ? text + rest : text;
  if (failed.length > 0) {
    const rest = blocked > 0 ? `; ${counted(blocked, "task")} did not run` : "";
    return withRest(`${failed.join(", ")} failed`, rest);
  }
  const all = Math.max(...bars.map(({ to }) => to));
  return withRest(
    `${counted(bars.length, "task")} in ${durationText(all)}`,
    `; ${longest.name} took the longest, ${durationText(longest.to - longest.from)}`,
  );
}
