/** `deno task bench trends`: the trend engine against DuckDB, Polars and others. */
import { Command, InvalidArgumentError, Option } from "commander";
import { statfsSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { DzError, FileError } from "../../lib/base/errors.ts";
import { discard, temporaryFolder } from "../../lib/base/files/temporary_files.ts";
import { writeAllSync } from "../../lib/base/files/write_all.ts";
import { childEnvironment } from "../../lib/servers/child_environment.ts";
import { notice, print, wholeNumber } from "../shared/cli.ts";
import { measureProcess } from "./measure.ts";
import { readSettings } from "../../lib/base/settings.ts";
import { sparkEnvironment } from "../../lib/spark/spark_environment.ts";
import { benchEnvironment } from "./bench_environment.ts";
import { spreadOf } from "./spread.ts";
import { measureStore, storeRows } from "./store.ts";
import { type Contender, contenders, type EngineName, engineNames } from "./trends_engines.ts";
import { type LogSize, type ProductViews, writeLog, type WrittenLog } from "./trends_log.ts";
import { barTable, type EngineResult, engineTable } from "./trends_report.ts";

interface Flags {
  readonly rows: readonly number[];
  readonly runs: number;
  readonly threads: number;
  readonly only: readonly EngineName[];
  readonly spark?: true;
  readonly slow?: true;
  readonly json?: true;
}

/** What every engine reads, and in rows of 160 bytes, too; the largest of fewer if it is not asked for. */
const mainRows = 20_000_000;
const trialRows = 1000;
const seed = 1;

/** The command. */
export const trendsBench = new Command("trends")
  .description("The trend engine against DuckDB, Polars and others, each a whole process")
  .addOption(
    rowsList("--rows <list>", "how many rows the logs have")
      .default(
        [10_000, 1_000_000, mainRows, 100_000_000],
        "10_000,1_000_000,20_000_000,100_000_000",
      ),
  )
  .addOption(wholeNumber("--runs <n>", "how often to run every engine").default(3))
  .addOption(wholeNumber("--threads <n>", "threads of every engine").default(2))
  .addOption(
    engineList("--only <list>", "only these engines").default(engineNames, "all"),
  )
  .option("--spark", "also run Spark")
  .option("--slow", "also run csv-parse on 20 million rows")
  .option("--json", "print JSON, of the engines alone")
  .action(async (flags: Flags) => {
    const main = Math.max(0, ...flags.rows.filter((rows) => rows <= mainRows));
    const sizes = flags.rows.flatMap((rows): LogSize[] => [
      { rows, row_bytes: 45 },
      ...(rows === main ? [{ rows, row_bytes: 160 } as const] : []),
    ]);
    const folder = temporaryFolder("bench_trends_");
    try {
      checkDisk(folder, sizes);
      const python = await benchEnvironment("trends");
      const spark = flags.spark &&
        await sparkEnvironment(readSettings(Deno.env.toObject()), notice);
      const everyone = contenders({
        python,
        threads: flags.threads,
        folder,
        mainRows: main,
        ...(spark && { spark }),
        slow: flags.slow ?? false,
      }).filter(({ engine }) => flags.only.includes(engine));
      const contest = { folder, python, threads: flags.threads };
      const takesPart = everyone.filter(({ reads }) => sizes.some(reads));
      notice(`Every engine once on ${count(trialRows)} rows, to see that it works`);
      await holdContest({ rows: trialRows, row_bytes: 160 }, takesPart, {
        ...contest,
        runs: 1,
        isTrial: true,
      });
      const results: EngineResult[] = [];
      for (const size of sizes) {
        const here = everyone.filter(({ reads }) => reads(size));
        const { log, engines } = await holdContest(size, here, { ...contest, runs: flags.runs });
        results.push(...engines);
        if (flags.json) continue;
        print("", `${nameOf(size)}: ${gigabytes(log.bytes)}, ${meanOf(log, size)} a row`);
        print(...engineTable(engines));
      }
      if (flags.json) {
        print(JSON.stringify(results.map(toJson)));
        return;
      }
      const store = flags.rows.includes(storeRows) ? await measureStore(flags.runs) : undefined;
      print("");
      print(...barTable(results, main, store));
    } finally {
      discard(folder);
    }
  });

const toJson = ({ engine, rows, row_bytes, seconds, peak_mb }: EngineResult) => ({
  engine,
  rows,
  row_bytes,
  seconds: seconds.median,
  peak_mb,
});

/** A flag that takes whole numbers with commas between them. */
function rowsList(flags: string, description: string): Option {
  return new Option(flags, description).argParser((text) => {
    const rows = text.split(",").map((part) =>
      /^\d[\d_]*$/.test(part) ? Number(part.replaceAll("_", "")) : NaN
    );
    if (rows.every((value) => value >= 1 && Number.isSafeInteger(value))) {
      return [...new Set(rows)].sort((a, b) => a - b);
    }
    throw new InvalidArgumentError(
      "It must be whole numbers of at least 1 with commas between them, such as 10_000,1_000_000.",
    );
  });
}

/** A flag that takes names of engines with commas between them. */
function engineList(flags: string, description: string): Option {
  return new Option(flags, description).argParser((text) => {
    const names = text.split(",");
    const wanted = engineNames.filter((name) => names.includes(name));
    if (wanted.length === names.length) return wanted;
    throw new InvalidArgumentError(`It must be some of ${engineNames.join(",")}.`);
  });
}

/** @throws {DzError} if the largest log does not fit on the disk of the temporary folder */
function checkDisk(folder: string, sizes: readonly LogSize[]): void {
  const largest = sizes.reduce((a, b) => a.rows * a.row_bytes > b.rows * b.row_bytes ? a : b);
  const needed = largest.rows * largest.row_bytes * 1.02; // wide rows are a little longer in small logs
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize >= needed) return;
  throw new DzError(
    `Cannot write a log of ${nameOf(largest)}: it needs ${gigabytes(needed)} in ${
      dirname(folder)
    }, ` +
      `which has ${
        gigabytes(bavail * bsize)
      } free. Set TMPDIR to another folder, or ask for fewer --rows`,
  );
}

/** What a contest needs. */
interface Contest {
  readonly folder: string;
  readonly python: string;
  readonly threads: number;
  readonly runs: number;
  /** Whether it only shows that the engines work, which needs no words. */
  readonly isTrial?: true;
}

/** Lets engines read one log in turn, several times, and compares what they find with what is true. */
async function holdContest(
  size: LogSize,
  engines: readonly Contender[],
  { folder, python, threads, runs, isTrial }: Contest,
): Promise<{ log: WrittenLog; engines: EngineResult[] }> {
  const path = join(folder, `${size.rows}x${size.row_bytes}.csv`);
  const tell = (what: string) => isTrial || notice(`${nameOf(size)}: ${what}`);
  try {
    tell("generating");
    const log = generate(path, size);
    tell("reading it once, so that it is in the page cache");
    await readOnce(path);
    const measured = engines.map(({ engine, command, env }) => ({
      engine,
      command: command(path),
      env: { ...environment(threads), ...env },
      seconds: [] as number[],
      peaks: [] as (number | null)[],
    }));
    for (let run = 1; run <= runs; run++) {
      for (const { engine, command, env, seconds, peaks } of measured) {
        tell(`${engine}, run ${run} of ${runs}`);
        const result = await measureProcess(python, command, `run ${engine}`, env);
        checkAnswer(engine, size, result.stdout, log.top);
        seconds.push(result.seconds);
        peaks.push(result.peak_mb);
      }
    }
    return {
      log,
      engines: measured.map(({ engine, seconds, peaks }) => ({
        engine,
        ...size,
        seconds: spreadOf(seconds),
        peak_mb: peaks.includes(null) ? null : Math.max(...peaks.map(Number)),
      })),
    };
  } finally {
    await Deno.remove(path).catch(() => {});
  }
}

/** Writes a log and sees it safely on the disk: what is still being written would slow down the first. */
function generate(path: string, size: LogSize): WrittenLog {
  try {
    using file = Deno.createSync(path);
    const log = writeLog(size, seed, (bytes) => writeAllSync(file, bytes));
    file.syncDataSync();
    return log;
  } catch (error) {
    throw FileError.from(`Cannot write ${path}`, error);
  }
}

async function readOnce(path: string): Promise<void> {
  using file = await Deno.open(path);
  const buffer = new Uint8Array(1 << 20);
  while (await file.read(buffer) !== null);
}

/** The environment of an engine: ours, and that it may have so many threads. */
function environment(threads: number): Record<string, string> {
  const all = `${threads}`;
  return {
    ...childEnvironment(),
    POLARS_MAX_THREADS: all,
    OMP_NUM_THREADS: all,
    OPENBLAS_NUM_THREADS: all,
    PYTHONWARNINGS: "ignore",
  };
}

const answerLine = z.object({ product_id: z.string(), views: z.number() });

/** @throws {DzError} if an engine's answer is not the true one */
function checkAnswer(
  engine: string,
  size: LogSize,
  stdout: string,
  truth: readonly ProductViews[],
): void {
  const show = (lines: readonly ProductViews[]) =>
    lines.map(({ product_id, views }) => `${product_id} ${views}`).join(", ");
  let answer;
  try {
    answer = show(stdout.trim().split("\n").map((line) => answerLine.parse(JSON.parse(line))));
  } catch {
    answer = stdout.trim().split("\n")[0] || "nothing";
  }
  if (answer === show(truth)) return;
  throw new DzError(
    `${engine} is wrong about ${nameOf(size)}: it says ${answer}; it is ${show(truth)}`,
  );
}

const count = (rows: number) => rows.toLocaleString("en-US");
const nameOf = ({ rows, row_bytes }: LogSize) => `${count(rows)} rows of ${row_bytes} bytes`;
const gigabytes = (bytes: number) =>
  bytes < 1e8 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
const meanOf = ({ bytes }: WrittenLog, { rows }: LogSize) => `${(bytes / rows).toFixed(2)} bytes`;
