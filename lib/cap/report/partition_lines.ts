/** How a partition is shown in a terminal. */
import { columns, wrapped } from "../../base/text/columns.ts";
import type { PartitionResult } from "../cap_run.ts";
import { concernName, secondsText } from "../summary/figure_text.ts";
import { fateNames, fateTexts } from "./fates.ts";
import { lostLines } from "./lost_lines.ts";

/** The same of the writes to either side of the partition, then the lost orders. */
export function partitionLines(result: PartitionResult): string[] {
  const { held_at_ms, elected_at_ms, stepped_down_at_ms, healed_at_ms, writers } = result;
  const after = (at_ms: number) => secondsText(at_ms - held_at_ms);
  const rows = writers.map((writer) => [
    `  ${writer.member}`,
    concernName(writer.write_concern),
    ...fateTexts(writer),
  ]);
  return [
    ...wrapped(
      `The old primary is cut off: it steps down after ${after(stepped_down_at_ms)}, another is ` +
        `elected after ${after(elected_at_ms)}, healed after ${after(healed_at_ms)}`,
    ),
    ...columns([["  writes to", "concern", ...fateNames], ...rows], "llrrrrr"),
    ...lostLines(writers.map((writer) => ({
      where: `${writer.member}, ${concernName(writer.write_concern)}`,
      ...writer,
    }))),
  ];
}
