/** `deno task spark`: the trends, the recommendations and the VIP query on Apache Spark. */
import { Command, Option } from "commander";
import type { Db } from "mongodb";
import { requireResidents } from "../lib/campaign/require_residents.ts";
import { DzError, FileError, UsageError } from "../lib/base/errors.ts";
import { storeBook } from "../lib/documents.ts";
import { connect } from "../lib/mongo/connect.ts";
import { databaseUri } from "../lib/mongo/database.ts";
import { readSettings, type Settings } from "../lib/base/settings.ts";
import {
  command,
  duration,
  examples,
  moment,
  notice,
  percentage,
  positiveNumber,
  remark,
  run,
  wholeNumber,
} from "./shared/cli.ts";
import { checkJava } from "../lib/java/java.ts";
import { sparkEnvironment } from "../lib/spark/spark_environment.ts";
import { type JobName, type JobOptions, runJob } from "../lib/spark/job.ts";
import { requireAnswer, requireMaster } from "../lib/spark/master.ts";
import { whole } from "../lib/base/text/whole.ts";
import {
  defaultMaxRejected_percent,
  type TrendsFlags,
  trendsOptions,
} from "./shared/trends_flags.ts";

interface CommonFlags {
  readonly master: string;
  readonly conf: readonly string[];
  readonly json?: boolean;
}

/** Flags of one job, by their names in camel case. */
type JobFlags = Readonly<Record<string, unknown>>;

interface Job {
  /** Makes the arguments of the job's script from its flags. */
  readonly args: (settings: Settings, flags: JobFlags) => Promise<string[]> | string[];
  /** @throws {DzError} if the store is not such that the job can do what the flags ask for */
  readonly check?: (db: Db, flags: JobFlags) => Promise<void>;
}

const program = command(
  "spark",
  "The trends, the recommendations and the VIP query on Apache Spark",
);

/** The jobs, in the order of `all`. */
const jobs: Readonly<Record<JobName, Job>> = {
  trends: { args: trendsArgs },
  recs: { args: sameFlags },
  vip: {
    args: sameFlags,
    check: (db, flags) => requireResidents(db, String(flags["city"] ?? "Oran")),
  },
};

const subcommands = [
  jobCommand("trends", "Count the logs and publish the trends")
    .option("--logs <log...>", "the shop's logs: .csv, .csv.gz, or URIs such as hdfs://…")
    .option("--web-traffic <file>", "the web tracker's log (default: data/web_traffic.csv)")
    .addOption(wholeNumber("--top <n>", "how many products to rank").default(10))
    .addOption(moment("--as-of <time>", "when it is now, UTC (default: the end of the log)"))
    .addOption(
      duration("--half-life <time>", "when a view counts half for what is hot (default: 6h)"),
    )
    .addOption(
      percentage("--max-rejected <percent>", "fail if more rows are unusable (default: 5)"),
    ),
  jobCommand("recs", "Train the recommendations with MLlib and write them to every user")
    .addOption(wholeNumber("--top <n>", "recommendations per user (default: 3)"))
    .addOption(wholeNumber("--factors <n>", "length of the factor vectors (default: 32)", 1, 2048))
    .addOption(
      wholeNumber("--iterations <n>", "passes over users and items (default: 15)", 1, 10_000),
    )
    .addOption(
      positiveNumber("--regularization <number>", "MLlib's regParam, per rating (default: 1.5)"),
    )
    .addOption(positiveNumber("--alpha <number>", "confidence that a purchase adds (default: 3)"))
    .addOption(wholeNumber("--seed <n>", "of the first factors (default: 1)", 0)),
  jobCommand("vip", "Find the VIPs, and prove that MongoDB looked for them")
    .option("--city <name>", "whose users (default: Oran)")
    .addOption(
      wholeNumber("--min-spend <dzd>", "who have spent more than that (default: 100000)", 0),
    ),
  commonFlags(new Command("all").description("All three, one after the other"))
    .action((flags: CommonFlags) => runJobs(Object.keys(jobs) as JobName[], { ...flags })),
];
for (const subcommand of subcommands) {
  program.addCommand(subcommand.copyInheritedSettings(program));
}

function commonFlags(subcommand: Command): Command {
  return subcommand
    .option(
      "--master <url>",
      "where Spark runs: local[*], spark://host:7077, yarn, k8s://…",
      "local[*]",
    )
    .addOption(
      new Option("--conf <key=value...>", "settings of Spark, such as spark.executor.memory=4g")
        .default([], "none"),
    )
    .option("--json", "print JSON, an object on a line of its own");
}

function jobCommand(name: JobName, description: string): Command {
  return commonFlags(new Command(name).description(description))
    .action((flags: CommonFlags & JobFlags) => runJobs([name], flags));
}

/** Runs jobs one after the other; one that fails does not keep the next from running. */
async function runJobs(
  names: readonly JobName[],
  { master, conf, json = false, ...flags }: CommonFlags & JobFlags,
): Promise<void> {
  requireMaster(master);
  const wrong = conf.find((setting) => !/^spark\.[\w.-]+=/.test(setting));
  if (wrong !== undefined) {
    throw new UsageError(`Cannot use --conf ${wrong}: expected spark.some.key=value`);
  }
  const settings = readSettings(Deno.env.toObject());
  const planned: (readonly [JobName, string[]])[] = [];
  for (const name of names) planned.push([name, await jobs[name].args(settings, flags)]);
  await checkJava(settings);
  await requireAnswer(master);
  const uri = await databaseUri(settings, "owner", notice);
  await using connection = await connect(uri, settings.database);
  const environment = await sparkEnvironment(notice);
  const options: JobOptions = {
    book: storeBook,
    settings,
    environment,
    uri,
    master,
    conf,
    quiet: json,
    onNotice: notice,
  };
  let failed = 0;
  for (const [job, args] of planned) {
    const began = performance.now();
    const seconds = () => Math.round(performance.now() - began) / 1000;
    try {
      await jobs[job].check?.(connection.db, flags);
      const { rows_out } = await runJob(job, args, options);
      if (json) console.log(JSON.stringify({ job, ok: true, seconds: seconds(), rows_out }));
      else console.log(`${job}: ${whole(rows_out)} documents in ${seconds().toFixed(1)} s\n`);
    } catch (error) {
      if (!(error instanceof DzError)) throw error;
      failed++;
      const { message } = error;
      if (json) {
        const outcome = { job, ok: false, seconds: seconds(), rows_out: 0, error: message };
        console.log(JSON.stringify(outcome));
      }
      if (names.length === 1) throw error;
      notice(`Error: ${message}`);
    }
  }
  if (failed > 0) throw new DzError(`${failed} of ${names.length} jobs failed`);
}

async function trendsArgs(settings: Settings, flags: JobFlags): Promise<string[]> {
  const { logs, ...others } = { top: 10, ...flags } as TrendsFlags;
  const isRemote = (log: string) => log.includes("://");
  const local = logs?.filter((log) => !isRemote(log));
  const options = await trendsOptions(settings, { ...others, ...(local && { logs: local }) });
  for (const log of options.logs) {
    if (!/\.csv(\.gz)?$/i.test(log)) {
      throw new UsageError(
        `Cannot read ${log} with Spark: it reads .csv and .csv.gz (deno task logs --to csv)`,
      );
    }
    await Deno.stat(log).catch((error) => {
      throw FileError.from(`Cannot read ${log}`, error);
    });
  }
  return [
    ...["--logs", ...options.logs, ...(logs ?? []).filter(isRemote)],
    ...["--quarantine", options.quarantineDir, "--top", `${options.top}`],
    ...["--max-rejected", `${flags["maxRejected"] ?? defaultMaxRejected_percent}`],
    ...(options.webTraffic ? ["--web-traffic", options.webTraffic] : []),
    ...(options.asOf ? ["--as-of", options.asOf.toISOString()] : []),
    ...(options.halfLife_hours ? ["--half-life", `${options.halfLife_hours}`] : []),
  ];
}

/** For scripts whose flags have the names of ours. */
function sameFlags(_: Settings, flags: JobFlags): string[] {
  return Object.entries(flags).map(([name, value]) =>
    `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}=${value}`
  );
}

remark(
  program,
  "It needs Java 17; the rest (PySpark, the MongoDB connector) it fetches into " +
    ".venv/spark. What it publishes has the same shapes as what trends, recs and vip " +
    "publish.",
);
examples(program, {
  "all": "trends, recs and vip, on all cores of this machine",
  "trends --master yarn --conf spark.executor.memory=4g": "on a cluster, with settings of Spark",
  "recs --factors 64 --json": "one job by itself",
});
await run(program);
