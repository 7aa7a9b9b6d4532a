/** The chart of a partition over time. */
import { whole } from "../../base/text/whole.ts";
import { concernName, secondsText } from "../summary/figure_text.ts";
import { totalsOf } from "../summary/failover_totals.ts";
import type { PartitionResult } from "../cap_run.ts";
import type { ChartOptions } from "../../charts/draw_plot.ts";
import { drawWriteLanes, type WriteLane } from "./write_lanes.ts";

/**
 * A partition over time: every write at the time of its sending, by what became of it, a lane for each
 * writer. Shaded while the old primary was cut off.
 *
 * @param options its texts have room on a width of 800 or more
 * @returns an SVG element as text
 */
export function partitionChart(result: PartitionResult, options?: ChartOptions): string {
  return drawWriteLanes(
    titleOf(result),
    result.writers.map((writer) => laneOf(writer, result)),
    "seconds after the cut, by the time of sending; shaded: until the cut was healed",
    options,
  );
}

function laneOf(
  writer: PartitionResult["writers"][number],
  { held_at_ms, elected_at_ms, stepped_down_at_ms, healed_at_ms }: PartitionResult,
): WriteLane {
  const old = writer.member === "old primary";
  const at_ms = old ? stepped_down_at_ms : elected_at_ms;
  const { acknowledged, lost } = writer;
  return {
    name: `${writer.member}, ${concernName(writer.write_concern)}`,
    summary: acknowledged === 0
      ? "nothing acknowledged"
      : `${whole(lost.length)} of ${whole(acknowledged)} acknowledged orders lost`,
    writes: writer,
    zero_ms: held_at_ms,
    note: "cut off",
    band_until_ms: healed_at_ms,
    event: {
      at_ms,
      name: `${old ? "stepped down" : "elected"} after ${secondsText(at_ms - held_at_ms)}`,
    },
  };
}

function titleOf({ writers }: PartitionResult): string {
  const of = (concern: string) =>
    totalsOf(
      writers.filter(({ member, write_concern }) =>
        member === "old primary" && write_concern === concern
      ),
    );
  const w1 = of("1"), majority = of("majority");
  const lossOf = ({ lost, acknowledged }: typeof w1) =>
    lost === 0 ? "none" : `${whole(lost)} of ${whole(acknowledged)}`;
  const losses = [
    ...(w1.runs > 0 ? [`${lossOf(w1)} at w: 1`] : []),
    ...(majority.runs > 0 ? [`${lossOf(majority)} at majority`] : []),
  ];
  return losses.length > 0
    ? `Of the acknowledged orders, the old primary lost ${losses.join(", ")}`
    : "No writes to a primary that was cut off";
}
