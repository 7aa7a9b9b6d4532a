/** How the reads from a lagging secondary are shown in a terminal. */
import { columns, wrapped } from "../../base/text/columns.ts";
import { whole } from "../../base/text/whole.ts";
import type { ReadsResult } from "../cap_run.ts";
import { rttDigits } from "../summary/figure_text.ts";
import { p50AndP99 } from "./p50_and_p99.ts";

/** The reads from the secondary that lags. */
export function readsLines({ nearest_rtt_ms, lagging_rtt_ms, variants }: ReadsResult): string[] {
  const names = {
    local: "local",
    majority: "majority, no session",
    causal: "majority, causal session",
  } as const;
  const rows = variants.map(({ read, reads, stale, read_ms }) => [
    `  ${names[read]}`,
    whole(reads),
    whole(stale),
    ...p50AndP99(read_ms),
  ]);
  return [
    ...wrapped(
      `From a secondary ${rttDigits(lagging_rtt_ms)} ms away, right after a write; the other is ` +
        `${rttDigits(nearest_rtt_ms)} ms away`,
    ),
    ...columns([["  read concern", "reads", "stale", "p50 ms", "p99 ms"], ...rows], "lrrrr"),
  ];
}
