/** Runs test jobs side by side, each worker with a replica set and a range of ports of its own. */
import { join } from "node:path";
import { projectDir } from "../../../lib/base/settings.ts";
import { startTemporary, type TemporaryReplicaSet } from "../../../lib/mongo/server/temporary.ts";
import type { TestJob, TestKind } from "./test_jobs.ts";
import { readTotals, type Totals } from "./test_totals.ts";
import { childCommand } from "../../../lib/servers/child_environment.ts";

/** How a job ended. */
export interface TestJobResult extends Totals {
  readonly job: TestJob;
  readonly seconds: number;
  /** What it printed. */
  readonly output: string;
}

/** How to run them. */
export interface RunTestJobsOptions {
  /** How many run side by side. */
  readonly workers: number;
  /** Only the tests whose title contains it. */
  readonly filter?: string;
  /** More variables for the tests. */
  readonly env: Readonly<Record<string, string>>;
  /** The path of a `mongod`; asked for when the first job of a worker needs one. */
  readonly mongod: () => Promise<string>;
  /** What has to be there before the first job of a kind. */
  readonly prepare: Readonly<Partial<Record<TestKind, () => Promise<unknown>>>>;
  readonly onResult: (result: TestJobResult) => void;
}

/** Each worker looks for ports from here on, in a range of its own, below those of the product. */
const firstPort = 20_000, portsOfWorker = 600;

/** The database that the users of a worker's replica set may use. */
const database = "dzstore_db";

/** Runs the jobs, those that measure time at the end, one after the other. */
export async function runTestJobs(
  jobs: readonly TestJob[],
  { workers, ...options }: RunTestJobsOptions,
): Promise<TestJobResult[]> {
  const beside = jobs.filter(({ alone }) => !alone), alone = jobs.filter(({ alone }) => alone);
  const results: TestJobResult[] = [];
  const work = async (index: number, queue: TestJob[]) => {
    await using worker = new Worker(index, options);
    for (let job; (job = queue.shift());) {
      const result = await worker.run(job);
      results.push(result);
      options.onResult(result);
    }
  };
  await Promise.all(Array.from({ length: workers }, (_, index) => work(index, beside)));
  await work(0, alone);
  return results;
}

/** Runs jobs one after the other. */
class Worker implements AsyncDisposable {
  #set: Promise<TemporaryReplicaSet> | undefined;

  constructor(
    readonly index: number,
    readonly options: Omit<RunTestJobsOptions, "workers">,
  ) {}

  async run(job: TestJob): Promise<TestJobResult> {
    const { filter, env } = this.options;
    await this.options.prepare[job.kind]?.();
    const began = performance.now();
    const report = await Deno.makeTempFile({ suffix: ".xml" });
    try {
      const port = firstPort + portsOfWorker * this.index;
      const { code, stdout, stderr } = await childCommand(Deno.execPath(), {
        args: [
          ...["test", "--allow-all", "--no-check", "--config", join("tests", "deno.json")],
          ...[`--junit-path=${report}`, ...(job.doc ? ["--doc"] : [])],
          ...(filter ? [`--filter=${filter}`, "--permit-no-files"] : []),
          ...job.paths,
        ],
        cwd: projectDir,
        env: {
          ...env,
          DZ_TEST_PORT: `${port}`,
          ...(job.kind !== "unit" && { DZ_TEST_SET: JSON.stringify(await this.#replicaSet()) }),
        },
        stdin: "null",
        stdout: "piped",
        stderr: "piped",
      }).output();
      const output = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
      const totals = readTotals(await Deno.readTextFile(report));
      // A module that does not even load has no line in the report.
      const failed = Math.max(totals.failed, code === 0 ? 0 : 1);
      return { ...totals, failed, job, output, seconds: (performance.now() - began) / 1000 };
    } finally {
      await Deno.remove(report);
    }
  }

  /** The replica set that the tests of this worker may use but not break. */
  async #replicaSet(): Promise<object> {
    this.#set ??= this.options.mongod().then((mongod) =>
      startTemporary({
        mongod,
        database,
        firstPort: firstPort + portsOfWorker * (this.index + 1) - 10,
      })
    );
    const { name, ports, users, pids } = await this.#set;
    return { name, ports, users, pids };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await (await this.#set?.catch(() => undefined))?.[Symbol.asyncDispose]();
  }
}
