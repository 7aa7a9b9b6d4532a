/** Where is kept what is known of a followed log. */
import { createHash } from "node:crypto";
import { basename, dirname, join, resolve } from "node:path";

/** The files of a followed log. */
export interface FollowFiles {
  /** What was counted. */
  readonly state: string;
  /** What keeps a second process away. */
  readonly lock: string;
  /** The lines that cannot be used. */
  readonly quarantine: string;
}

/**
 * Where to keep what is known of a followed log: in the data folder, under the log's name, with a part
 * of a hash of its folder if that is another one.
 */
export function followFiles(dataDir: string, log: string): FollowFiles {
  const folder = dirname(resolve(log));
  const hash = createHash("sha256").update(folder).digest("hex").slice(0, 8);
  const name = folder === resolve(dataDir) ? basename(log) : `${basename(log)}.${hash}`;
  return {
    state: join(dataDir, "follow", `${name}.state`),
    lock: join(dataDir, "follow", `${name}.lock`),
    quarantine: join(dataDir, "quarantine", `${name}.followed.csv`),
  };
}
