/** The flags of a count of the logs, shared by `trends` and `spark trends`; `pipeline` uses the defaults. */
import { join } from "node:path";
import type { Command } from "commander";
import type { Settings } from "../../lib/base/settings.ts";
import { keepInput } from "../../lib/base/files/inputs.ts";
import { findInputs } from "../../lib/base/input/find_inputs.ts";
import { isStandardInput } from "../../lib/base/input/input_form.ts";
import { UsageError } from "../../lib/base/errors.ts";
import type { TrendsOptions } from "../../lib/trends/publish_trends.ts";
import { defaultWeighting } from "../../lib/trends/rank/weighted_views.ts";
import { duration, moment, notice, percentage, wholeNumber } from "./cli.ts";

/** What the flags are if the user does not say. */
export const trendsDefaults = {
  /** How many products to rank. */
  top: 10,
  /** After how many hours a view counts half. */
  halfLife: defaultWeighting.halfLife_hours,
  /** The share of rows that may be unusable, in percent. */
  maxRejected: 5,
} as const;

/** The values of the flags. */
export interface TrendsFlags {
  readonly logs?: readonly string[];
  readonly webTraffic?: string;
  readonly top: number;
  readonly asOf?: Date;
  readonly halfLife: number;
  readonly maxRejected: number;
  readonly threads?: number;
  readonly plain?: true;
}

/**
 * Adds the flags to a command.
 *
 * @param logs what `--logs` takes
 */
export function addTrendsFlags(program: Command, logs: string): Command {
  const { top, halfLife, maxRejected } = trendsDefaults;
  return program
    .option("--logs <log...>", `the shop's logs: ${logs} (default: data/logs.csv)`)
    .option(
      "--web-traffic <file>",
      "the web tracker's log (default: data/web_traffic.csv, if it is there)",
    )
    .addOption(wholeNumber("--top <n>", "how many products to rank").default(top))
    .addOption(
      moment("--as-of <time>", "when it is now, UTC (default: when the log ends)"),
    )
    .addOption(
      duration("--half-life <time>", "when a view counts half for what is hot")
        .default(halfLife, `${halfLife}h`),
    )
    .addOption(
      percentage(
        "--max-rejected <percent>",
        "fail, and keep the old trends, if more rows are unusable",
      ).default(maxRejected),
    );
}

/**
 * The trends of the files that the flags name, or else of those in the data folder.
 *
 * @throws {FileError | UsageError} if there are none
 */
export async function trendsOptions(
  { dataDir }: Settings,
  { logs, webTraffic, maxRejected, halfLife, ...flags }: TrendsFlags,
): Promise<TrendsOptions> {
  const traffic = webTraffic ?? await ifThere(join(dataDir, "web_traffic.csv"));
  const found = logs ? await findInputs(logs) : undefined;
  for (const line of found?.leftOut ?? []) notice(line);
  const shop = found?.paths ?? [join(dataDir, "logs.csv")];
  const all = [...shop, ...(traffic ? [traffic] : [])];
  if (all.filter(isStandardInput).length > 1) {
    throw new UsageError("Cannot read standard input twice: one of the two logs is a file");
  }
  for (const path of all) keepInput(path);
  return {
    ...flags,
    now: new Date(),
    logs: shop,
    ...(traffic && { webTraffic: traffic }),
    halfLife_hours: halfLife,
    quarantineDir: join(dataDir, "quarantine"),
    maxRejected: maxRejected / 100,
  };
}

const ifThere = (path: string) => Deno.stat(path).then(() => path, () => undefined);
