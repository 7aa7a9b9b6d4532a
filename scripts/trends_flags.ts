/** What `trends` and `pipeline` share: where the logs are and how strict to be. */
import { join } from "node:path";
import type { Settings } from "../lib/settings.ts";
import type { TrendsOptions } from "../lib/trends/trends.ts";

/** The share of rows that may be unusable, if the user does not say. */
export const defaultMaxRejected_percent = 5;

/** The trends of the files in the data folder. */
export function trendsOptions({ dataDir }: Settings, top: number): TrendsOptions {
  return {
    logs: join(dataDir, "logs.csv"),
    webTraffic: join(dataDir, "web_traffic.csv"),
    quarantineDir: join(dataDir, "quarantine"),
    maxRejected: defaultMaxRejected_percent / 100,
    top,
  };
}
