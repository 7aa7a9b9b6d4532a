/** Which tasks a run has to run, and of which it takes over what an earlier run has done. */
import { DzError } from "../base/errors.ts";
import type { RunRecord } from "./run_record.ts";
import { descendantsOf, runsAnyway, type TaskGraph } from "./task_graph.ts";
import { outcomesOf } from "./task_states.ts";

/**
 * What is asked for: `resume` runs what an earlier run that failed or was stopped left, and everything if there was
 * none; `all` everything; `from` a task and what comes after it; `only` one task.
 */
export type Wanted<Name extends string = string> =
  | { readonly kind: "resume" }
  | { readonly kind: "all" }
  | { readonly kind: "from" | "only"; readonly task: Name };

/** What was done before, apart from the record. */
export interface Earlier {
  /** What the work depends on now: what was done with another key is not taken over by a resumed run. */
  readonly key: string;
  /** Whether what a task has made is still there. */
  readonly isThere: (name: string) => boolean;
}

/**
 * Decides what is to be run; the others stay as they are.
 *
 * @returns the names of the tasks to run
 * @throws {DzError} if a task that comes before one of them and is not to be run has not been done
 */
export function planRun(
  graph: TaskGraph,
  record: RunRecord,
  wanted: Wanted,
  earlier: Earlier,
): ReadonlySet<string> {
  const most = mostOf(graph, wanted);
  if (wanted.kind === "all") return most;
  if (wanted.kind === "resume") {
    const outcomes = outcomesOf(graph, record);
    // A teardown does not count.
    const isOpen = graph.tasks.some(({ name, always }) =>
      !always && ["failed", "stopped"].includes(outcomes.get(name) ?? "")
    );
    return isOpen ? unfinished(graph, record, earlier) : most;
  }
  const { task: chosen } = wanted;
  const plan = new Set([chosen]);
  if (wanted.kind === "from") { for (const name of descendantsOf(graph, chosen)) plan.add(name); }
  requireWhatComesBefore(graph, record, plan, earlier);
  return plan;
}

/** The names of all tasks that a run may run, whatever the record says. */
export function mostOf(graph: TaskGraph, wanted: Wanted): ReadonlySet<string> {
  if (wanted.kind === "only") return new Set([wanted.task]);
  if (wanted.kind === "from") return new Set([wanted.task, ...descendantsOf(graph, wanted.task)]);
  return new Set(graph.tasks.map(({ name }) => name));
}

/** What is not done, is not there any more, or comes after something of that kind. */
function unfinished(graph: TaskGraph, record: RunRecord, { key, isThere }: Earlier): Set<string> {
  const outcomes = outcomesOf(graph, record);
  const plan = new Set<string>();
  for (const task of graph.tasks) {
    const { name, after } = task;
    const isTakenOver = outcomes.get(name) === "done" && record.tasks[name]?.key === key &&
      !runsAnyway(task) && isThere(name) && !after.some((before) => plan.has(before));
    if (!isTakenOver) plan.add(name);
  }
  return plan;
}

const lacks = {
  none: "has not run yet",
  gone: "was done, but what it made is gone",
  failed: "failed",
  running: "was stopped",
  stopped: "was stopped",
} as const;

/** A report and a teardown run whatever there is. What was done before its turn is taken as it is. */
function requireWhatComesBefore(
  { tasks }: TaskGraph,
  record: RunRecord,
  plan: ReadonlySet<string>,
  { isThere }: Earlier,
): void {
  for (const task of tasks) {
    if (!plan.has(task.name) || runsAnyway(task)) continue;
    for (const before of task.after) {
      if (plan.has(before)) continue;
      const state = record.tasks[before]?.state ?? "none";
      if (state === "done" && isThere(before)) continue;
      throw new DzError(
        `Cannot run ${task.name}: ${before}, which comes before it, ` +
          `${lacks[state === "done" ? "gone" : state]}. Run that first`,
      );
    }
  }
}
