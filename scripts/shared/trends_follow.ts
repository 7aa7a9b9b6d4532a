/** `deno task trends --follow`: count a growing log and publish it, in rounds. */
import { hour_ms } from "../../lib/base/durations.ts";
import { join } from "node:path";
import { UsageError } from "../../lib/base/errors.ts";
import { withDatabase } from "../../lib/mongo/database.ts";
import type { Settings } from "../../lib/base/settings.ts";
import { followFiles } from "../../lib/trends/follow/follow_files.ts";
import { type FollowRound, followTrends } from "../../lib/trends/follow/follow_trends.ts";
import { addRejected } from "../../lib/trends/scan/scan_logs.ts";
import { notice } from "./cli.ts";
import { whole } from "../../lib/base/text/whole.ts";
import type { TrendsFlags } from "./trends_flags.ts";

/** The values of the flags that are about following. */
export interface FollowFlags {
  readonly follow?: true;
  /** In hours. */
  readonly every?: number;
  readonly once?: true;
  readonly restart?: true;
  readonly json?: true;
}

const defaultEvery_ms = 2000;

/** Follows the log that the flags name, until the process is ended. */
export async function follow(settings: Settings, flags: TrendsFlags & FollowFlags): Promise<void> {
  const { once, restart, plain, top, halfLife, json } = flags;
  const log = theLog(flags.logs ?? [join(settings.dataDir, "logs.csv")]);
  const files = followFiles(settings.dataDir, log);
  let isQuarantineNamed = false;
  await withDatabase(settings, "owner", notice, (db) =>
    followTrends(db, {
      log,
      files,
      once,
      restart,
      plain,
      top,
      clock: () => new Date(),
      halfLife_hours: halfLife,
      maxRejected: flags.maxRejected / 100,
      every_ms: flags.every === undefined ? defaultEvery_ms : flags.every * hour_ms,
      onNotice: notice,
      onRound(round) {
        console.log(json ? JSON.stringify(jsonOf(round)) : `${clock()}  ${describe(round)}`);
        if (round.rejected_new === 0 || isQuarantineNamed) return;
        notice(`${log}: lines that cannot be used are set aside in ${files.quarantine}`);
        isQuarantineNamed = true;
      },
    }));
}

/** @throws {UsageError} if it is not one file that can grow */
function theLog(logs: readonly string[]): string {
  const [log = "", ...others] = logs;
  if (others.length > 0) {
    throw new UsageError(`Cannot follow ${logs.join(" and ")} at once: give --logs one file`);
  }
  let info;
  try {
    info = Deno.statSync(log);
  } catch {
    // It may not be there yet, and whoever reads it says why it cannot be.
  }
  if (info?.isDirectory) {
    throw new UsageError(`Cannot follow the folder ${log}: name the file in it that grows`);
  }
  if (!info && /[*?{[]/.test(log)) {
    throw new UsageError(`Cannot follow the pattern ${log}: name one file, the one that grows`);
  }
  return log;
}

function describe({ rows_new, rejected_new, rows_kept, hot }: FollowRound): string {
  const [hottest] = hot ?? [];
  const aside = rejected_new > 0 ? ` (${whole(rejected_new)} set aside)` : "";
  const rising = hottest ? `; hot: ${hottest.product_name} ${hottest.score.toFixed(1)}` : "";
  return `+${whole(rows_new)} rows${aside}, ${whole(rows_kept)} in all${rising}`;
}

function jsonOf({ rejected, top, hot, breakdowns, ...counts }: FollowRound) {
  const rejections = Object.fromEntries(addRejected([{ rejected }]));
  return {
    time: new Date().toISOString(),
    ...counts,
    rejections,
    trends: top,
    hot: hot ?? null,
    breakdowns,
  };
}

const clock = () => new Date().toTimeString().slice(0, "12:03:22".length);
