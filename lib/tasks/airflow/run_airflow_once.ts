/** Runs a DAG once by `airflow dags test`: in one process, without scheduler and API. */
import { createInterface } from "node:readline";
import { join } from "node:path";
import { Readable } from "node:stream";
import { DzError } from "../../base/errors.ts";
import { withFileLock } from "../../base/files/file_lock.ts";
import { writeAllSync } from "../../base/files/write_all.ts";
import type { OnNotice } from "../../base/notice.ts";
import { encoded } from "../../base/text/encoded.ts";
import { call } from "../../servers/call.ts";
import { childCommand } from "../../servers/child_environment.ts";
import type { Ending } from "../../servers/ending.ts";
import { startGuard } from "../../servers/guard.ts";
import type { TaskInstance } from "./airflow_client.ts";
import { airflowEnvironment } from "./airflow_environment.ts";
import { airflowVariables, type DagFile, newAirflow, writeDag, writeHome } from "./airflow_home.ts";
import { OnceReader } from "./once_reader.ts";
import type { EndedDagRun } from "./run_airflow_dag.ts";

/** As Ctrl-C would. */
const ending: Ending = { signal: "SIGINT", grace_ms: 10_000 };

/**
 * Runs the DAG, in a folder and with a database of its own, so that an Airflow that is running takes no notice.
 *
 * @param dir the folder of our Airflow
 * @param onChange told when a task begins or ends
 * @throws {DzError} on Windows, or if Airflow cannot be fetched, or does not run the DAG to an end
 */
export async function runAirflowOnce(
  dir: string,
  dag: DagFile,
  onNotice: OnNotice,
  onChange: (task: TaskInstance) => void,
): Promise<EndedDagRun> {
  const python = await airflowEnvironment(onNotice);
  const home = join(dir, "once"), log = join(home, "airflow.log");
  await Deno.mkdir(home, { recursive: true, mode: 0o700 });
  return await withFileLock(`${home}.lock`, async () => {
    const real = await Deno.realPath(home);
    await writeHome(real, newAirflow());
    await writeDag(real, dag);
    const env = { ...airflowVariables(real), AIRFLOW__LOGGING__JSON_LOGS: "True" };
    onNotice("Making Airflow's database");
    await call(python, ["-m", "airflow", "db", "migrate"], "make Airflow's database", { env });
    const reader = new OnceReader();
    const guard = startGuard();
    try {
      using file = await Deno.open(log, { write: true, create: true, truncate: true });
      const child = childCommand(python, {
        args: ["-m", "airflow", "dags", "test", dag.name],
        env,
        stdin: "null",
        stdout: "piped",
        stderr: "piped",
        detached: true, // a Ctrl-C is for us to handle
      }).spawn();
      guard.watch(child.pid, ending);
      const take = (line: string) => {
        writeAllSync(file, encoded(`${line}\n`));
        const task = reader.take(line);
        if (task) onChange(task);
      };
      await Promise.all([eachLine(child.stdout, take), eachLine(child.stderr, take)]);
      await child.status;
    } finally {
      await guard.end();
    }
    if (reader.ok === undefined) {
      throw new DzError(`Airflow did not run ${dag.name} to an end. Its log is ${log}`);
    }
    return { ok: reader.ok, tasks: reader.tasks };
  });
}

async function eachLine(stream: ReadableStream<Uint8Array>, take: (line: string) => void) {
  for await (const line of createInterface({ input: Readable.fromWeb(stream) })) take(line);
}
