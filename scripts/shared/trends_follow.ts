/** `deno task trends --follow`: count a growing log and publish it, in rounds. */
import { hour_ms } from "../../lib/base/durations.ts";
import { join } from "node:path";
import { withDatabase } from "../../lib/mongo/database.ts";
import type { Settings } from "../../lib/base/settings.ts";
import { followFiles } from "../../lib/trends/follow/follow_files.ts";
import { followTrends } from "../../lib/trends/follow/follow_trends.ts";
import { logToFollow } from "../../lib/trends/follow/log_to_follow.ts";
import { aheadLine } from "../../lib/trends/report/hot_lines.ts";
import { roundLine } from "../../lib/trends/report/round_line.ts";
import { roundJson } from "../../lib/trends/report/trends_json.ts";
import { zoneLine } from "../../lib/trends/scan/scan_logs.ts";
import { notice, print, progress } from "./cli.ts";
import type { ReplaceFlag } from "./replace_flag.ts";
import type { TrendsFlags } from "./trends_flags.ts";

/** The values of the flags that are about following. */
export interface FollowFlags extends ReplaceFlag {
  readonly follow?: true;
  /** In hours. */
  readonly every?: number;
  readonly once?: true;
  readonly restart?: true;
  readonly json?: true;
}

const defaultEvery_ms = 2000;
/** What is shorter is counted at once. */
const shownFrom_bytes = 1 << 28;

/** Follows the log that the flags name, until the process is ended. */
export async function follow(settings: Settings, flags: TrendsFlags & FollowFlags): Promise<void> {
  const { once, restart, plain, top, halfLife, json } = flags;
  const log = await logToFollow(flags.logs ?? [join(settings.dataDir, "logs.csv")]);
  const files = followFiles(settings.dataDir, log);
  let isQuarantineNamed = false;
  let counting: ReturnType<typeof progress> | undefined;
  let aheadTold: string | undefined, zoneTold: string | undefined;
  await withDatabase(settings, "owner", notice, (db) =>
    followTrends(db, {
      log,
      files,
      once,
      restart,
      plain,
      top,
      replace: flags.replace,
      clock: () => new Date(),
      halfLife_hours: halfLife,
      maxRejected: flags.maxRejected / 100,
      every_ms: flags.every === undefined ? defaultEvery_ms : flags.every * hour_ms,
      onNotice: notice,
      onProgress(bytes, total) {
        if (total < shownFrom_bytes || total === Infinity) return;
        (counting ??= progress("bytes", total)).update(bytes);
        if (bytes < total) return;
        counting.end();
        counting = undefined;
      },
      onRound(round) {
        counting?.end();
        counting = undefined;
        print(
          json ? JSON.stringify(roundJson(round, new Date())) : `${clock()}  ${roundLine(round)}`,
        );
        const ahead = aheadLine(round);
        if (ahead && !aheadTold) notice(ahead);
        aheadTold = ahead;
        const zone = zoneLine([{ path: log, times: round.times }]);
        if (zone && !zoneTold) notice(zone);
        zoneTold = zone;
        if (round.rejected_new === 0 || isQuarantineNamed) return;
        notice(`${log}: lines that cannot be used are set aside in ${files.quarantine}`);
        isQuarantineNamed = true;
      },
    }));
}

const clock = () => new Date().toTimeString().slice(0, "12:03:22".length);
