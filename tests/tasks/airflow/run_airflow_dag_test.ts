import { assertEquals, assertRejects } from "@std/assert";
import { DzError } from "../../../lib/base/errors.ts";
import type { AirflowClient, TaskInstance } from "../../../lib/tasks/airflow/airflow_client.ts";
import { airflowEnvironment } from "../../../lib/tasks/airflow/airflow_environment.ts";
import { airflowConfig, newAirflow } from "../../../lib/tasks/airflow/airflow_home.ts";
import { runAirflowDag } from "../../../lib/tasks/airflow/run_airflow_dag.ts";

Deno.test("runAirflowDag asks for a run before it unpauses the DAG, and tells each change once", async () => {
  const asked: string[] = [];
  const load = (state: string | null, attempt = 1): TaskInstance => ({
    task: "load",
    state,
    attempt,
  });
  const states = [
    load(null),
    load("running"),
    load("running"),
    load("up_for_retry"),
    load("failed", 2),
  ];
  let place = 0;
  const client: AirflowClient = {
    dag: () => Promise.resolve(asked.push("dag") > 1 ? { isPaused: true } : undefined),
    unpause: () => Promise.resolve(void asked.push("unpause")),
    trigger: () => (asked.push("trigger"), Promise.resolve("manual")),
    run: () => Promise.resolve(place < states.length - 1 ? "running" : "failed"),
    tasks: () => Promise.resolve([states[place++] ?? load("failed", 2)]),
    reason: (_dag, _id, { attempt }) => Promise.resolve(`no ${attempt}`),
  };
  const changes: TaskInstance[] = [];
  const onChange = (task: TaskInstance) => void changes.push(task);
  const run = await runAirflowDag(client, "pipeline", { onChange, poll_ms: 0 });
  assertEquals(asked, ["dag", "dag", "trigger", "unpause"]);
  assertEquals(changes.map(({ state, reason }) => [state, reason]), [
    ["running", undefined],
    ["up_for_retry", "no 1"],
    ["failed", "no 2"],
  ]);
  assertEquals(run, { ok: false, tasks: [{ ...load("failed", 2), reason: "no 2" }] });
});

Deno.test("Airflow listens on loopback only, and its password is a new one each time", () => {
  const [one, two] = [newAirflow(), newAirflow()];
  assertEquals(new Set([one.password, two.password, ...Object.values(one.secrets)]).size, 5);
  const config = airflowConfig("/home/amina/50 % dz", { ...one, port: 28080 });
  assertEquals(/^host = (.*)$/m.exec(config)?.[1], "127.0.0.1");
  assertEquals(/^dags_folder = (.*)$/m.exec(config)?.[1], "/home/amina/50 %% dz/dags");
  assertEquals(config.includes(one.password), false, "it stands in a file of its own");
});

Deno.test("on Windows Airflow is refused in one line, before anything is fetched", async () => {
  const refused = () => airflowEnvironment(() => {}, "windows");
  await assertRejects(refused, DzError, "Cannot run Airflow: it runs on Linux and macOS only");
});
