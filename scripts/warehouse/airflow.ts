/** `deno task warehouse airflow`: the nine tasks on a real Airflow. */
import { resolve } from "node:path";
import type { Command } from "commander";
import { DzError } from "../../lib/base/errors.ts";
import { projectDir, readSettings } from "../../lib/base/settings.ts";
import { logIn, type TaskInstance } from "../../lib/tasks/airflow/airflow_client.ts";
import { airflowDag } from "../../lib/tasks/airflow/airflow_dag.ts";
import { airflowDir, type DagFile } from "../../lib/tasks/airflow/airflow_home.ts";
import { startAirflow } from "../../lib/tasks/airflow/airflow_server.ts";
import { type EndedDagRun, runAirflowDag } from "../../lib/tasks/airflow/run_airflow_dag.ts";
import { runAirflowOnce } from "../../lib/tasks/airflow/run_airflow_once.ts";
import { warehouseGraph } from "../../lib/warehouse/dag.ts";
import { airflow as server } from "../servers/airflow.ts";
import { notice, print } from "../shared/cli.ts";
import type { ReplaceFlag } from "../shared/replace_flag.ts";

/** What the tasks are called with. */
export interface TaskFlags extends ReplaceFlag {
  readonly data?: string;
  readonly orders: number;
  readonly seed: number;
  readonly dirt?: readonly string[] | true;
  readonly olap?: string;
  readonly graph?: string;
  readonly json?: true;
}

/** So often Airflow tries a task again, after so many seconds. */
const retries = 2, retryDelay_s = 5;

/**
 * Adds the command and those below it.
 *
 * @param withFlags adds the flags of the tasks to a command
 */
export function addAirflow(program: Command, withFlags: (one: Command) => Command): void {
  const command = withFlags(
    program.command("airflow").description(
      "run the nine tasks on Airflow, which is fetched and started if need be",
    ),
  );
  command.option("--once", "by `airflow dags test`: no server is started")
    .action((flags: TaskFlags & { readonly once?: true }) => runOnAirflow(flags));
  command.command("stop").description("stop Airflow; its runs stay")
    .action(async () => print(await server.stop(settingsNow())));
}

const settingsNow = () => readSettings(Deno.env.toObject());

async function runOnAirflow(flags: TaskFlags & { readonly once?: true }): Promise<void> {
  const dir = airflowDir(settingsNow()), dag = warehouseDag(flags);
  const began_ms = performance.now();
  const onChange = flags.json ? () => {} : tell;
  let ended: EndedDagRun, where = "";
  if (flags.once) ended = await runAirflowOnce(dir, dag, notice, onChange);
  else {
    const address = await startAirflow(dir, dag, notice);
    where = `http://127.0.0.1:${address.port}/dags/${dag.name}`;
    notice(`Airflow is at ${where}`);
    ended = await runAirflowDag(await logIn(address), dag.name, { onChange });
  }
  const { ok, tasks } = ended, seconds = (performance.now() - began_ms) / 1000;
  if (flags.json) print(JSON.stringify({ ok, seconds, tasks: inOrder(tasks).map(asJson) }));
  else if (ok) {
    print(`All ${tasks.length} tasks are green, after ${seconds.toFixed(0)} s.`);
    if (where) {
      print(
        `Airflow goes on at ${where}: its user is admin, and \`deno task servers uri airflow ` +
          "--show-password` shows the password.",
        "`deno task warehouse airflow stop` stops it.",
      );
    }
  }
  if (!ok) throw new DzError(failureIn(tasks));
}

/** The file for Airflow: its tasks call `deno task warehouse` with the same flags. */
function warehouseDag(flags: TaskFlags): DagFile {
  const text = airflowDag(warehouseGraph, {
    description: "The retail warehouse: from seven CSV files to three stores, Parquet and a report",
    command: ["deno", "task", "warehouse"],
    args: argumentsOf(flags),
    cwd: projectDir,
    firstDay: new Date().toISOString().slice(0, 10),
    ...{ retries, retryDelay_s },
  });
  return { name: warehouseGraph.name, text };
}

function argumentsOf({ data, orders, seed, dirt, olap, graph, replace }: TaskFlags): string[] {
  return [
    ...(data === undefined ? [] : ["--data", resolve(data)]),
    ...["--orders", `${orders}`, "--seed", `${seed}`],
    ...(dirt === undefined ? [] : ["--dirt", ...(dirt === true ? [] : dirt)]),
    ...(olap === undefined ? [] : ["--olap", olap]),
    ...(graph === undefined ? [] : ["--graph", graph]),
    ...(replace ? ["--replace"] : []),
  ];
}

/** Says what happens, a line for each. */
function tell({ task, state, attempt, seconds, reason }: TaskInstance): void {
  const took = seconds === undefined ? "" : ` (${seconds.toFixed(1)} s)`;
  const why = reason === undefined ? "" : `: ${reason}`;
  if (state === "running") notice(`${task} …${attempt > 1 ? ` attempt ${attempt}` : ""}`);
  else if (state === "success") notice(`${task}: done${took}`);
  else if (state === "upstream_failed") notice(`${task}: does not run`);
  else if (state === "failed" || state === "up_for_retry") notice(`${task}: failed${took}${why}`);
}

/** Why the run failed, in a line: a report fails when it has reported what failed. */
function failureIn(tasks: readonly TaskInstance[]): string {
  const [first] = inOrder(tasks).filter(({ state }) => state === "failed");
  if (!first) return "The run failed, though no task did";
  const times = first.attempt > 1 ? ` ${first.attempt} times` : "";
  return `${first.task} failed${times}: ${first.reason ?? "its log in Airflow says why"}`;
}

/** In the order of the graph. */
function inOrder(tasks: readonly TaskInstance[]): TaskInstance[] {
  return warehouseGraph.tasks.flatMap(({ name }) => tasks.filter(({ task }) => task === name));
}

const asJson = ({ task, state, attempt, seconds, reason }: TaskInstance) => ({
  ...{ task, state, attempts: attempt, seconds: seconds ?? null },
  ...(reason !== undefined && { reason }),
});
