/** What `trends` and `pipeline` share: where the logs are and how strict to be. */
import { join } from "node:path";
import type { Settings } from "../../lib/base/settings.ts";
import { findLogs } from "../../lib/trends/files/find_logs.ts";
import type { TrendsOptions } from "../../lib/trends/publish_trends.ts";

/** The share of rows that may be unusable, if the user does not say. */
export const defaultMaxRejected_percent = 5;

/** The values of the flags. */
export interface TrendsFlags {
  readonly logs?: readonly string[];
  readonly webTraffic?: string;
  readonly top: number;
  readonly asOf?: Date;
  readonly halfLife?: number;
  readonly maxRejected?: number;
  readonly threads?: number;
  readonly plain?: true;
}

/**
 * The trends of the files that the flags name, or else of those in the data folder.
 *
 * @throws {FileError | UsageError} if there are none
 */
export async function trendsOptions(
  { dataDir }: Settings,
  { logs, webTraffic, maxRejected = defaultMaxRejected_percent, halfLife, ...flags }: TrendsFlags,
): Promise<TrendsOptions> {
  const traffic = webTraffic ?? await ifThere(join(dataDir, "web_traffic.csv"));
  return {
    ...flags,
    now: new Date(),
    logs: logs ? findLogs(logs) : [join(dataDir, "logs.csv")],
    ...(traffic && { webTraffic: traffic }),
    ...(halfLife !== undefined && { halfLife_hours: halfLife }),
    quarantineDir: join(dataDir, "quarantine"),
    maxRejected: maxRejected / 100,
  };
}

const ifThere = (path: string) => Deno.stat(path).then(() => path, () => undefined);
