/** Runs one of the PySpark jobs beside this file. */
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { DzError } from "../base/errors.ts";
import { writeAllSync } from "../base/files/write_all.ts";
import { encoded } from "../base/text/encoded.ts";
import type { Book } from "../mongo/book.ts";
import { maskIn } from "../mongo/mask_in.ts";
import { validatorOf } from "../mongo/publishing/mark.ts";
import type { Settings } from "../base/settings.ts";
import { discard, temporaryName } from "../base/files/temporary_files.ts";
import type { Ending } from "../servers/ending.ts";
import { startGuard } from "../servers/guard.ts";
import type { OnNotice } from "../base/notice.ts";
import type { SparkEnvironment } from "./spark_environment.ts";
import { isLoopback } from "./master.ts";
import { sparkArguments } from "./spark_arguments.ts";
import { childCommand } from "../servers/child_environment.ts";

/** As Ctrl-C would, so that what is half written is thrown away. */
const ending: Ending = { signal: "SIGINT", grace_ms: 10_000 };

/** The jobs, by the names of their scripts: `spark_NAME.py`. */
export type JobName = "trends" | "recs" | "vip";

/** Where and how Spark runs. */
export interface Cluster {
  readonly master: string;
  /** More settings of Spark, each `key=value`. */
  readonly conf: readonly string[];
}

/** What a job did. */
export interface JobReport {
  /** How many documents it published, or found. */
  readonly rows_out: number;
}

/** What a job needs. */
export interface JobOptions extends Cluster {
  /** The collections that a job may make. */
  readonly book: Book;
  readonly settings: Settings;
  readonly environment: SparkEnvironment;
  /** A connection string; it has a password, and reaches the job in its environment. */
  readonly uri: string;
  /** Whether collections that the kit did not publish are replaced, too. */
  readonly replace?: boolean;
  /** Is told what the job prints, a line at a time; absent: that goes into the log. */
  readonly say?: ((line: string) => void) | undefined;
  readonly onNotice: OnNotice;
}

/**
 * Runs a job to its end. In the folder `spark` of the data folder are then `NAME.log`, what Spark
 * logged, without the secrets of the connection string, and `NAME.json`, the job's report.
 *
 * @throws {DzError} if it fails, with the reason and the path of the log
 */
export async function runJob(
  name: JobName,
  args: readonly string[],
  { book, settings, environment, uri, replace, say, onNotice, ...cluster }: JobOptions,
): Promise<JobReport> {
  const dir = join(settings.dataDir, "spark");
  const log = join(dir, `${name}.log`);
  onNotice(`Spark runs ${name} on ${cluster.master}; its log: ${log}`);
  await Deno.mkdir(dir, { recursive: true });
  const folder = temporaryName(join(dir, name));
  await Deno.mkdir(folder);
  const definitions = join(folder, "collections.json"), report = join(folder, "report.json");
  await Deno.writeTextFile(definitions, JSON.stringify(definitionsIn(book)));
  const guard = startGuard(folder);
  try {
    using file = await Deno.open(log, { write: true, create: true, truncate: true });
    const child = childCommand(environment.python, {
      args: [
        ...[fileURLToPath(new URL(`jobs/spark_${name}.py`, import.meta.url)), ...args],
        ...["--database", settings.database, "--collections", definitions],
        ...["--report", report],
        ...(replace ? ["--replace"] : []),
      ],
      env: {
        ...sparkVariables(environment, cluster, join(folder, "checkpoints")),
        MONGODB_URI: uri,
        PYTHONUNBUFFERED: "1",
        PYTHONDONTWRITEBYTECODE: "1",
      },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
      detached: Deno.build.os !== "windows", // a Ctrl-C is for us to handle
    }).spawn();
    guard.watch(child.pid, ending);
    const keep = (line: string) => writeAllSync(file, encoded(`${maskIn(line, uri)}\n`));
    await Promise.all([eachLine(child.stderr, keep), eachLine(child.stdout, say ?? keep)]);
    await child.status;
    const result = await reportIn(report, name, log, uri);
    await Deno.rename(report, join(dir, `${name}.json`));
    return result;
  } finally {
    await guard.end();
    discard(folder);
  }
}

async function eachLine(stream: ReadableStream<Uint8Array>, take: (line: string) => void) {
  for await (const line of createInterface({ input: Readable.fromWeb(stream) })) take(line);
}

/** The validators and indexes of a book, as the jobs read them. */
function definitionsIn(book: Book) {
  return Object.fromEntries(
    Object.entries(book).map(([name, definition]) => [
      name,
      { validator: validatorOf(definition), indexes: definition.indexes },
    ]),
  );
}

/** The variables with which a Python starts Spark as the cluster wants it. */
export function sparkVariables(
  environment: SparkEnvironment,
  cluster: Cluster,
  checkpoints: string,
): Record<string, string> {
  return {
    PYTHONUTF8: "1",
    ...environment.java.env,
    PYSPARK_SUBMIT_ARGS: sparkArguments(
      cluster.master,
      settingsOf(environment, cluster, checkpoints),
    ),
    ...(isLoopback(cluster.master) && {
      SPARK_LOCAL_IP: "127.0.0.1",
      PYSPARK_PYTHON: environment.python,
      HADOOP_CONF_DIR: "", // files are those of this machine
      YARN_CONF_DIR: "",
    }),
  };
}

/** The settings of Spark. What the user sets comes last, and wins. */
function settingsOf(
  { jars }: SparkEnvironment,
  { master, conf }: Cluster,
  checkpoints: string,
): string[] {
  return [
    `spark.jars=${jars.join(",")}`,
    "spark.ui.showConsoleProgress=false",
    ...(isLoopback(master)
      ? [
        "spark.driver.host=127.0.0.1",
        "spark.driver.memory=2g",
        `spark.checkpoint.dir=${checkpoints}`, // without, the lineage of ALS overflows the stack
        // Two hundred, the default, are for clusters: each costs some ms, used or not.
        `spark.sql.shuffle.partitions=${2 * navigator.hardwareConcurrency}`,
      ]
      : []),
    ...conf,
  ];
}

async function reportIn(
  path: string,
  name: JobName,
  log: string,
  uri: string,
): Promise<JobReport> {
  const text = await Deno.readTextFile(path).catch(() => undefined);
  if (text !== undefined) {
    const report = JSON.parse(text);
    if (report.ok) return report;
    throw new DzError(`${maskIn(report.error, uri)} (the ${name} job; its full log: ${log})`);
  }
  const reason = lastError(await Deno.readTextFile(log));
  throw new DzError(`Spark did not run: ${reason} (the ${name} job; its full log: ${log})`);
}

/** Why there is not even a report: the last line of the log that names an error. */
function lastError(log: string): string {
  const line = log.trimEnd().split("\n").findLast((line) => /(Error|Exception)\b.*:/.test(line));
  return line?.trim().slice(0, 300) ?? "it said nothing";
}
