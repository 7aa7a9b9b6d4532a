/** What `trends` and `pipeline` share: where the logs are and how strict to be. */
import { join } from "node:path";
import type { Settings } from "../lib/settings.ts";
import type { TrendsOptions } from "../lib/trends/trends.ts";

/** The share of rows that may be unusable, if the user does not say. */
export const defaultMaxRejected_percent = 5;

/** The values of the flags. */
export interface TrendsFlags {
  readonly logs?: string;
  readonly webTraffic?: string;
  readonly top: number;
  readonly maxRejected?: number;
}

/** The trends of the files that the flags name, or else of those in the data folder. */
export async function trendsOptions(
  { dataDir }: Settings,
  { logs, webTraffic, top, maxRejected = defaultMaxRejected_percent }: TrendsFlags,
): Promise<TrendsOptions> {
  const traffic = webTraffic ?? await ifThere(join(dataDir, "web_traffic.csv"));
  return {
    logs: logs ?? join(dataDir, "logs.csv"),
    ...(traffic && { webTraffic: traffic }),
    quarantineDir: join(dataDir, "quarantine"),
    maxRejected: maxRejected / 100,
    top,
  };
}

const ifThere = (path: string) => Deno.stat(path).then(() => path, () => undefined);
