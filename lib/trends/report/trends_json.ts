/** The trends for other programs: `deno task trends --json`, also with `--follow`. */
import type { Analysis } from "../rank/analysis.ts";
import type { FollowRound } from "../follow/follow_trends.ts";
import type { LogTrends } from "../publish_trends.ts";
import { addRejected } from "../scan/rejected_rows.ts";

/** What was counted and found. */
export function trendsJson(trends: LogTrends) {
  const { rows_read, rows_kept, logs } = trends.logs;
  return {
    rows_read,
    rows_kept,
    rejections: Object.fromEntries(addRejected(logs)),
    ...analysisJson(trends),
  };
}

/** A round of following: what was counted in all and anew, and found at that time. */
export function roundJson(
  { rejected, times: _, asOf, ahead, top, hot, breakdowns, ...counts }: FollowRound,
  time: Date,
) {
  return {
    time: time.toISOString(),
    ...counts,
    rejections: Object.fromEntries(addRejected([{ rejected }])),
    ...analysisJson({ ...(asOf && { asOf }), ...(ahead && { ahead }), top, hot, breakdowns }),
  };
}

const analysisJson = ({ asOf, ahead, top, hot, breakdowns }: Analysis) => ({
  ...(asOf && { as_of: asOf.toISOString() }),
  ...(ahead && { ahead }),
  trends: top,
  hot: hot ?? null,
  breakdowns,
});
