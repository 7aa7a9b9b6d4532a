/** `deno task bench als`: the recommendation engine against implicit and Spark MLlib. */
import { Command } from "commander";
import { join } from "node:path";
import { random } from "../../lib/base/random.ts";
import { discard, temporaryFolder } from "../../lib/base/files/temporary_files.ts";
import { notice, print, wholeNumber } from "../shared/cli.ts";
import { columns } from "../../lib/base/text/columns.ts";
import { generateSplit, readRaw, type Size, sizes, type Split, writeRaw } from "./als_data.ts";
import type { AlsJob, AlsMeasured } from "./als_job.ts";
import { lossOfModel, modelOf, ndcgOfModel } from "./als_quality.ts";
import { call } from "../../lib/servers/call.ts";
import { mean } from "../../lib/statistics/mean.ts";
import type { Java } from "../../lib/java/find_java.ts";
import { readSettings } from "../../lib/base/settings.ts";
import { sparkEnvironment } from "../../lib/spark/spark_environment.ts";
import { benchEnvironment } from "./bench_environment.ts";
import { beside } from "./beside.ts";
import { spreadOf } from "./spread.ts";

interface Flags {
  readonly spark?: true;
  readonly small?: true;
  readonly json?: true;
  readonly runs: number;
  readonly threads: number;
}

type Engine = "dzstore" | "implicit" | "spark";

/** How each engine is called, but for the folder; Spark only if it takes part. */
type Programs = Readonly<
  Partial<Record<Engine, { readonly command: readonly string[]; readonly env?: Java["env"] }>>
>;

/** One line of the result. */
interface Row {
  readonly engine: Engine;
  readonly solver: "cg" | "cholesky";
  readonly dataset: string;
  readonly threads: number;
  /** The fastest five iterations in a row, on average. */
  readonly seconds_per_iteration: number;
  readonly median_seconds_per_iteration: number;
  readonly topk_seconds: number;
  readonly peak_mb: number;
  readonly loss: number;
  readonly ndcg_at_10: number;
}

const hyperparameters = { factors: 64, iterations: 15, regularization: 10, alpha: 5, k: 10 };

/** The command. */
export const alsBench = new Command("als")
  .description("The recommendation engine against implicit and, with --spark, Spark MLlib")
  .option("--spark", "also run Spark MLlib")
  .option("--small", "only the small data set")
  .addOption(wholeNumber("--runs <n>", "how often to run every engine").default(3))
  .addOption(wholeNumber("--threads <n>", "threads of every engine").default(2))
  .option("--json", "print JSON")
  .action(async (flags: Flags) => {
    const implicit = await benchEnvironment("als");
    const settings = readSettings(Deno.env.toObject());
    const spark = flags.spark && await sparkEnvironment(settings, notice);
    const programs: Programs = {
      dzstore: { command: [Deno.execPath(), "run", "-A", beside("als_dzstore.ts")] },
      implicit: { command: [implicit, beside("als_implicit.py")] },
      ...(spark && {
        spark: { command: [spark.python, beside("als_spark.py")], env: spark.java.env },
      }),
    };
    const rows: Row[] = [];
    for (const size of flags.small ? [sizes.small] : [sizes.big, sizes.small]) {
      rows.push(...await measure(size, programs, flags));
    }
    if (flags.json) {
      print(JSON.stringify(rows.map(({ median_seconds_per_iteration: _, ...row }) => row)));
    } else {
      print(...table(rows));
    }
  });

/** Runs every engine in turn, several times, on one data set. */
async function measure(
  size: Size,
  programs: Programs,
  { runs, threads }: Flags,
): Promise<Row[]> {
  const folder = temporaryFolder("bench_als_");
  try {
    notice(`${size.name}: generating`);
    const split = generateSplit(size, 1);
    await writeInput(folder, split);
    const contenders: (readonly [Engine, Row["solver"]])[] = [
      ["dzstore", "cg"],
      ["implicit", "cg"],
      ["dzstore", "cholesky"],
      ["implicit", "cholesky"],
      ...(programs.spark ? [["spark", "cholesky"] as const] : []),
    ];
    const measured = new Map<string, AlsMeasured[]>();
    const quality = new Map<string, { loss: number; ndcg: number }>();
    for (let run = 1; run <= runs; run++) {
      for (const [engine, solver] of contenders) {
        const key = `${engine} ${solver}`;
        notice(`${size.name}: ${key}, run ${run} of ${runs}`);
        const job: AlsJob = {
          ...hyperparameters,
          users: split.train.users.length,
          items: split.train.items.length,
          threads,
          solver,
        };
        const result = await runEngine(engine, folder, job, programs);
        measured.set(key, [...measured.get(key) ?? [], result]);
        if (quality.has(key)) continue;
        const factors = async (name: string) => new Float32Array(await readRaw(folder, name));
        const model = modelOf(split, job, await factors("users.f32"), await factors("items.f32"));
        const ndcg = await ndcgOfModel(split, model, job.k);
        quality.set(key, { loss: lossOfModel(split, model), ndcg });
      }
    }
    return contenders.map(([engine, solver]) => {
      const all = measured.get(`${engine} ${solver}`) ?? [];
      const { loss, ndcg } = quality.get(`${engine} ${solver}`) ?? { loss: NaN, ndcg: NaN };
      const seconds = spreadOf(all.flatMap((one) => slidingMeans(one.seconds_by_iteration)));
      return {
        engine,
        solver,
        dataset: size.name,
        threads,
        seconds_per_iteration: seconds.fastest,
        median_seconds_per_iteration: seconds.median,
        topk_seconds: Math.min(...all.flatMap((one) => one.topk_seconds)),
        peak_mb: Math.max(...all.map((one) => one.peak_mb)),
        loss,
        ndcg_at_10: ndcg,
      };
    });
  } finally {
    discard(folder);
  }
}

/**
 * The means of every five iterations in a row: word that an iteration is over can arrive late, which
 * makes the next one look short.
 */
function slidingMeans(seconds: readonly number[]): number[] {
  const width = Math.min(5, seconds.length);
  return Array.from({ length: seconds.length - width + 1 }, (_, first) => {
    return mean(seconds.slice(first, first + width));
  });
}

/** The matrix and the first factors, the same for every engine that takes them. */
async function writeInput(folder: string, { train }: Split): Promise<void> {
  const generator = random(1, "bench als start");
  const start = (rows: number) =>
    Float32Array.from(
      { length: rows * hyperparameters.factors },
      () => (generator.next() - 0.5) * 0.1,
    );
  await writeRaw(folder, "indptr.u32", train.indptr);
  await writeRaw(folder, "indices.u32", train.indices);
  await writeRaw(folder, "values.f32", train.values);
  await writeRaw(folder, "start_users.f32", start(train.users.length));
  await writeRaw(folder, "start_items.f32", start(train.items.length));
}

/** Runs an engine in a process of its own. */
async function runEngine(
  engine: Engine,
  folder: string,
  job: AlsJob,
  programs: Programs,
): Promise<AlsMeasured> {
  await Deno.writeTextFile(join(folder, "job.json"), JSON.stringify(job));
  const { command: [program = "", ...args] = [], env: more } = programs[engine] ?? {};
  // As implicit's manual asks: its own threads and those of BLAS get in each other's way.
  const env = { OPENBLAS_NUM_THREADS: "1", PYTHONWARNINGS: "ignore", ...more };
  await call(program, [...args, folder], `run ${engine} (${job.solver})`, { env });
  return JSON.parse(await Deno.readTextFile(join(folder, "measured.json")));
}

/** The rows as text, with how many times as fast as implicit they are. */
function table(rows: readonly Row[]): string[] {
  const heads = ["data", "solver", "engine", "s/iteration", "(median)", "top 10, s"];
  const cells = rows.map((row) => {
    const peer = rows.find(({ engine, solver, dataset }) =>
      engine === "implicit" && solver === row.solver && dataset === row.dataset
    );
    const ratio = (of: (row: Row) => number) => peer ? `${(of(peer) / of(row)).toFixed(2)} x` : "";
    return [
      row.dataset,
      row.solver,
      row.engine,
      row.seconds_per_iteration.toFixed(4),
      row.median_seconds_per_iteration.toFixed(4),
      row.topk_seconds.toFixed(3),
      row.peak_mb.toFixed(0),
      row.loss.toFixed(1),
      row.ndcg_at_10.toFixed(4),
      ratio((one) => one.seconds_per_iteration),
      ratio((one) => one.median_seconds_per_iteration),
      ratio((one) => one.topk_seconds),
    ];
  });
  const peerHeads = ["peak MB", "loss", "nDCG@10", "implicit/this", "(median)", "top 10"];
  return columns([[...heads, ...peerHeads], ...cells], "lllrrrrrrrrr");
}
