import { assertEquals } from "@std/assert";
import type { LogEvent } from "../../../lib/tasks/airflow/log_events.ts";
import { OnceReader } from "../../../lib/tasks/airflow/once_reader.ts";

const hook = "airflow.task.hooks.airflow.providers.standard.hooks.subprocess.SubprocessHook";
let second = 0;
const line = (event: string, more: Partial<LogEvent> = {}) =>
  JSON.stringify({
    timestamp: `2026-12-01T03:09:${String(10 + second++).padStart(2, "0")}.500Z`,
    ...{ level: "info", logger: "airflow.sdk.definitions.dag", event },
    ...more,
  });
const failed = (exc_value: string) =>
  line("Task failed with exception", {
    ...{ level: "error", logger: "task" },
    exception: [{ exc_type: "AirflowException", exc_value }],
  });

Deno.test("OnceReader tells what each task does, how often it is tried, and why it failed", () => {
  second = 0;
  const reader = new OnceReader();
  const bash = failed("Bash command failed. The command returned a non-zero exit code 1.");
  const attempt = [
    line("[DAG TEST] starting task_id=load map_index=-1"),
    line("Output:", { logger: hook }),
    line("Error: MongoDB at mongodb://me:secret@host does not answer", { logger: hook }),
    line("(add --help)", { logger: hook }),
    line("Command exited with return code 1", { logger: hook }),
    bash,
    line("[DAG TEST] end task task_id=load map_index=-1"),
  ];
  const said = [
    "a line that is no JSON",
    "{ nor this",
    line("[DAG TEST] starting task_id=clean map_index=-1"),
    line("[DAG TEST] end task task_id=clean map_index=-1"),
    ...attempt,
    ...attempt,
    line("[DAG TEST] starting task_id=report map_index=-1"),
    failed("reported; not done: load"),
    line("[DAG TEST] end task task_id=report map_index=-1"),
  ].map((one) => reader.take(one)).filter((task) => task !== undefined);
  assertEquals(said.map(({ task, state, attempt }) => `${task} ${state} ${attempt}`), [
    ...["clean running 1", "clean success 1", "load running 1", "load failed 1"],
    ...["load running 2", "load failed 2", "report running 1", "report failed 1"],
  ]);
  assertEquals(reader.ok, undefined);
  reader.take(line("Marking run <DagRun d @ 2026-12-01: manual, state:running> failed"));
  assertEquals(reader.ok, false);
  const [clean, load, report] = reader.tasks;
  assertEquals(clean?.seconds, 1);
  assertEquals(load?.reason?.includes("secret"), false);
  assertEquals(load?.reason?.endsWith("does not answer"), true);
  assertEquals(report?.reason, "reported; not done: load");
});
