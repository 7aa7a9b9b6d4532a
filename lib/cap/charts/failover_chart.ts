/** The chart of one failover over time. */
import { whole } from "../../base/text/whole.ts";
import { concernName, secondsText } from "../summary/figure_text.ts";
import type { FailoverRun } from "../cap_run.ts";
import type { ChartOptions } from "../../charts/draw_plot.ts";
import { drawWriteLanes, type WriteLane } from "./write_lanes.ts";

/**
 * One failover over time: every write at the time of its sending, by what became of it, a lane for each
 * write concern. Shaded while there was no primary.
 *
 * @param runs of one scenario and one run
 * @param options its texts have room on a width of 800 or more
 * @returns an SVG element as text
 */
export function failoverChart(runs: readonly FailoverRun[], options?: ChartOptions): string {
  const retries = new Set(runs.map(({ retry_writes }) => retry_writes));
  return drawWriteLanes(
    titleOf(runs),
    runs.map((run) => laneOf(run, retries.size > 1)),
    "seconds after the kill, by the time of sending; shaded: no primary",
    options,
  );
}

function laneOf(run: FailoverRun, showRetries: boolean): WriteLane {
  const { killed_at_ms, elected_at_ms, gap_ms } = run;
  const retries = showRetries ? (run.retry_writes ? ", retried" : ", not retried") : "";
  const next = gap_ms === null
    ? "no write was acknowledged after the kill"
    : `next write acknowledged ${secondsText(gap_ms)} after the kill`;
  return {
    name: concernName(run.write_concern) + retries,
    summary: `${lossText(run)}; ${next}`,
    writes: run,
    zero_ms: killed_at_ms,
    note: elected_at_ms > killed_at_ms
      ? `killed; new primary after ${secondsText(elected_at_ms - killed_at_ms)}`
      : "killed",
    band_until_ms: elected_at_ms,
    ...(gap_ms !== null && { gap_until_ms: killed_at_ms + gap_ms }),
  };
}

function titleOf(runs: readonly FailoverRun[]): string {
  const parts = runs.map((run) => ({
    name: concernName(run.write_concern),
    ...run,
    lost: run.lost.length,
  }));
  const concerns = [...new Set(parts.map(({ name }) => name))].map((name) => {
    const of = parts.filter((part) => part.name === name);
    const sum = (figure: "acknowledged" | "lost") =>
      of.reduce((total, part) => total + part[figure], 0);
    return { name, lost: sum("lost"), acknowledged: sum("acknowledged") };
  });
  if (concerns.length === 0) return "No failover yet";
  const acknowledged = concerns.some((concern) => concern.acknowledged > 0);
  if (!acknowledged) return "No order was acknowledged, so none could be lost";
  return concerns.map(({ name, lost, acknowledged }, place) =>
    acknowledged === 0
      ? `${name} acknowledged none`
      : lost === 0
      ? `${name} lost none of ${whole(acknowledged)}`
      : lost === acknowledged
      ? `${name} lost all ${whole(lost)}${place === 0 ? " acknowledged orders" : ""}`
      : `${name} lost ${whole(lost)} of ${whole(acknowledged)}` +
        (place === 0 ? " acknowledged orders" : "")
  ).join("; ");
}

function lossText({ acknowledged, lost }: FailoverRun): string {
  if (acknowledged === 0) return "nothing acknowledged";
  return `${whole(lost.length)} of ${whole(acknowledged)} acknowledged orders lost`;
}
