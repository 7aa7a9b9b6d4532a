/** What the file of a DAG means, read by Python with stand-ins for Airflow's classes. */
import { assertEquals, assertMatch } from "@std/assert";
import { fileURLToPath } from "node:url";
import { airflowDag, type AirflowDagOptions } from "../../../lib/tasks/airflow/airflow_dag.ts";
import { type TaskGraph, taskGraph } from "../../../lib/tasks/task_graph.ts";
import { systemPython } from "../../../lib/python/python_environment.ts";
import { warehouseGraph } from "../../../lib/warehouse/dag.ts";
import { task } from "../graphs.ts";

const options: AirflowDagOptions = {
  description: "Nine tasks",
  command: ["deno", "task", "warehouse"],
  cwd: "/home/amina/dz store",
  firstDay: "2026-08-09",
  retries: 2,
  retryDelay_s: 5,
};

/** What Python understands of the file. */
async function meaningOf(graph: TaskGraph, more: Partial<AirflowDagOptions> = {}) {
  const folder = (name: string) => fileURLToPath(new URL(name, import.meta.url));
  const python = new Deno.Command(systemPython, {
    args: [folder("stand_in/read_dag.py")],
    env: { PYTHONPATH: folder("stand_in"), PYTHONDONTWRITEBYTECODE: "1" },
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const file = new Blob([airflowDag(graph, { ...options, ...more })]);
  await file.stream().pipeTo(python.stdin);
  return JSON.parse(new TextDecoder().decode((await python.output()).stdout));
}

Deno.test("the DAG is the graph: nine tasks, each a call, run once a day and one run at a time", async () => {
  const { tasks, doc, start_date, reported, ...dag } = await meaningOf(warehouseGraph);
  assertEquals(dag, {
    ...{ dag_id: "ecommerce_etl_pipeline", description: "Nine tasks", schedule: "@daily" },
    ...{ catchup: false, max_active_runs: 1, retries: 2, retry_delay_s: 5 },
    tags: ["extract", "transform", "load", "elt", "verify"],
  });
  assertMatch(doc, /^Nine tasks\n/);
  assertEquals(start_date, "2026-08-09T00:00:01+00:00");
  assertEquals(
    tasks,
    warehouseGraph.tasks.map(({ name, after, afterFailure, always }) => ({
      ...{ name, after, command: ["deno", "task", "warehouse", name], cwd: options.cwd },
      ...{ rule: afterFailure ? "all_done" : "all_success", guarded: !!afterFailure },
      teardown: !!always,
    })),
  );
  // A report that ends well must not hide what failed before it; what failed elsewhere is not its affair.
  assertEquals(reported, [null, "AirflowFailException: reported; not done: a, b"]);
});

Deno.test("whatever the words of a command hold, Airflow calls it with those", async () => {
  const words = ["it's", 'a "b"', "{{ ti }}", "{% raw %}", "{# no #}", "$HOME `id` \\", "é;|&", ""];
  const graph = taskGraph("words", [task("say", [], { does: 'say "it" \\' })]);
  const more = { command: ["echo", ...words], args: words, description: '"""\\' };
  const { tasks: [say], doc, reported } = await meaningOf(graph, more);
  assertEquals(say.command, ["echo", ...words, "say", ...words]);
  assertMatch(doc, /^"""\\\n/);
  assertEquals(reported, []);
});
