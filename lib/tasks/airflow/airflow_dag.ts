/** The file of Airflow's DAG, in Python, made from a graph of tasks. */
import type { Task } from "../task.ts";
import type { TaskGraph } from "../task_graph.ts";

/** What a DAG's file says apart from its tasks. */
export interface AirflowDagOptions {
  /** What the DAG does, in a sentence. */
  readonly description: string;
  /** The program that runs one task, and its arguments; the task's name is added: `deno task warehouse`. */
  readonly command: readonly string[];
  /** More arguments behind the name. */
  readonly args?: readonly string[];
  /** The folder in which it is run. */
  readonly cwd: string;
  /** From the end of which day on it is run daily, `2026-12-01`; it may not be still to come. */
  readonly firstDay: string;
  /** How often Airflow tries a task again, after how many seconds. */
  readonly retries: number;
  readonly retryDelay_s: number;
}

/**
 * Makes the file: one operator a task, which calls the command with its name.
 *
 * A run's state is that of its last tasks, teardowns left out. So a report that runs after a failure, too, would make
 * a failed run green: it fails when it has reported, if a task before it was not done.
 */
export function airflowDag(graph: TaskGraph, options: AirflowDagOptions): string {
  const { description, command, args = [], cwd, firstDay, retries, retryDelay_s } = options;
  const commandOf = (name: string) => unrendered([...command, name, ...args].map(quoted).join(" "));
  const reports = graph.tasks.some(({ afterFailure }) => afterFailure);
  return [
    `"""${docText(description)}`,
    "",
    "Made from the graph that the embedded runner runs, too: change that, not this file.",
    '"""',
    "",
    "from datetime import datetime, timedelta, timezone",
    "",
    "from airflow.providers.standard.operators.bash import BashOperator",
    `from airflow.sdk import DAG${reports ? ", TriggerRule" : ""}`,
    ...(reports ? ["from airflow.sdk.exceptions import AirflowFailException"] : []),
    ...(reports ? ["", "", ...failWithTheRun] : []),
    "",
    "",
    "with DAG(",
    `    dag_id=${python(graph.name)},`,
    `    description=${python(description)},`,
    '    schedule="@daily",',
    // After midnight, for which Airflow would make up as soon as it may.
    `    start_date=datetime(${dayOf(firstDay)}, 0, 0, 1, tzinfo=timezone.utc),`,
    "    catchup=False,",
    "    max_active_runs=1,",
    `    default_args={"retries": ${retries}, "retry_delay": timedelta(seconds=${retryDelay_s})},`,
    `    tags=${python([...new Set(graph.tasks.map(({ phase }) => phase))])},`,
    "):",
    ...graph.tasks.flatMap((task) => operator(task, commandOf(task.name), cwd)),
    "",
    ...graph.tasks.flatMap(({ name, after }) =>
      after.length === 0 ? [] : [`    [${after.join(", ")}] >> ${name}`]
    ),
    "",
  ].join("\n");
}

function operator(task: Task, command: string, cwd: string): string[] {
  const { name, does, afterFailure, always } = task;
  return [
    `    ${name} = BashOperator(`,
    `        task_id=${python(name)},`,
    `        doc=${python(does)},`,
    `        bash_command=${python(command)},`,
    `        cwd=${python(cwd)},`,
    ...(afterFailure
      ? ["        trigger_rule=TriggerRule.ALL_DONE,", "        post_execute=fail_with_the_run,"]
      : []),
    `    )${always ? ".as_teardown()" : ""}`,
  ];
}

const failWithTheRun = [
  "def fail_with_the_run(context, result=None):",
  '    """A report that ends well after a failure must not make the run green."""',
  "    ti = context['ti']",
  "    states = ti.get_task_states(dag_id=ti.dag_id, run_ids=[ti.run_id])[ti.run_id]",
  "    before = context['task'].get_flat_relative_ids(upstream=True)",
  "    failed = sorted(name for name in before if states.get(name) in ('failed', 'upstream_failed'))",
  "    if failed:",
  "        raise AirflowFailException(f\"reported; not done: {', '.join(failed)}\")",
];

/** A day as Python has it: a number of its does not begin with 0. */
const dayOf = (day: string): string => day.split("-").map(Number).join(", ");

/** A value as Python writes it. JSON's texts and lists are Python's, too. */
const python = (value: string | readonly string[]): string =>
  Array.isArray(value) ? `[${value.map((one) => python(one)).join(", ")}]` : JSON.stringify(value);

/** A word for a shell. */
const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

/** A command that holds nothing which Airflow's templates would replace. */
const unrendered = (command: string): string =>
  command.includes("{") ? command.replaceAll("{", "{{ '{' }}") : command;

/** A text that does not end a docstring. */
const docText = (text: string): string => text.replaceAll("\\", "\\\\").replaceAll('"', '\\"');
