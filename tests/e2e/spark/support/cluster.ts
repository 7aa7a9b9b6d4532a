import { join } from "node:path";
import { freePorts } from "../../../../lib/servers/ports.ts";
import type { SparkEnvironment } from "../../../../lib/spark/spark_environment.ts";
import { environmentDir } from "../../../../lib/python/python_environment.ts";
import { somePort } from "../../support/replica_set.ts";
import { until } from "../../support/until.ts";

/** What the master says of itself. */
export interface MasterState {
  readonly aliveworkers: number;
  readonly completedapps: readonly { readonly name: string; readonly state: string }[];
}

/** A running standalone cluster. */
export interface Cluster {
  /** `spark://127.0.0.1:…` */
  readonly master: string;
  state(): Promise<MasterState>;
}

/**
 * Runs `test` with a standalone cluster of Spark on loopback: a master and workers of one core each, all
 * processes of their own, which are gone afterwards.
 *
 * The scripts that start a cluster by name are not in PyPI's PySpark; the classes are.
 */
export async function withCluster(
  workers: number,
  folder: string,
  { java }: SparkEnvironment,
  test: (cluster: Cluster) => Promise<void>,
): Promise<void> {
  const bin = await pysparkBin();
  const children: Deno.ChildProcess[] = [];
  const start = (name: string, ...args: readonly string[]) => {
    children.push(
      new Deno.Command(join(bin, "spark-class"), {
        args: [`org.apache.spark.deploy.${name}`, "--host", "127.0.0.1", ...args],
        env: { ...java.env, SPARK_LOCAL_IP: "127.0.0.1", SPARK_WORKER_DIR: join(folder, "work") },
        stdin: "null",
        stdout: "null",
        stderr: "null",
      }).spawn(),
    );
  };
  const [port = 0, ui = 0, ...workerUis] = freePorts(2 + workers, somePort());
  const master = `spark://127.0.0.1:${port}`;
  const state = async () => {
    const response = await fetch(`http://127.0.0.1:${ui}/json/`);
    return await response.json() as MasterState;
  };
  try {
    start("master.Master", "--port", `${port}`, "--webui-port", `${ui}`);
    for (const workerUi of workerUis) {
      start(
        "worker.Worker",
        "--webui-port",
        `${workerUi}`,
        "--cores",
        "1",
        "--memory",
        "1g",
        master,
      );
    }
    await until("the workers are there", async () => {
      return (await state().catch(() => undefined))?.aliveworkers === workers;
    }, 60_000);
    await test({ master, state });
  } finally {
    for (const child of children) {
      try {
        child.kill("SIGTERM");
      } catch {
        // It has ended.
      }
    }
    await Promise.all(children.map((child) => child.status));
  }
}

/** Where PySpark keeps its programs. */
async function pysparkBin(): Promise<string> {
  const lib = join(environmentDir("spark"), "lib");
  for await (const { name } of Deno.readDir(lib)) {
    if (name.startsWith("python")) return join(lib, name, "site-packages", "pyspark", "bin");
  }
  throw new Error(`No Python in ${lib}`);
}
