/** Whether what was counted of a followed log can be used. */
import type { LogCounts } from "../scan/log_counts.ts";
import { tooManyRejected } from "../scan/scan_logs.ts";

/** Of fewer rows the share that is rejected says nothing. */
const judgedFrom_rows = 100;

/** In words why the counts cannot be used, if more than a share of the rows, 0 to 1, was rejected. */
export function whyUnusable(
  counts: Omit<LogCounts, "cube">,
  maxRejected: number,
): string | undefined {
  return counts.rows_read < judgedFrom_rows ? undefined : tooManyRejected(counts, maxRejected);
}
