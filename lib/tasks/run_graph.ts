/** Runs a graph of tasks: one run at a time, what ran is recorded, what an earlier run has done is taken over. */
import { join } from "node:path";
import { DzError } from "../base/errors.ts";
import { onStop } from "../base/stopping.ts";
import { type BeginMeasuring, execute, type Executed, type TaskEvent } from "./execute.ts";
import { mostOf, planRun, type Wanted } from "./plan.ts";
import { changeRecord, readRecord, type RunRecord } from "./run_record.ts";
import type { TaskState, Works } from "./task.ts";
import type { TaskGraph } from "./task_graph.ts";
import { statesOf } from "./task_states.ts";
import { takeTaskLocks } from "./task_locks.ts";

/** How a graph is run. */
export interface RunSettings<Name extends string, Context> {
  readonly graph: TaskGraph<Name>;
  readonly works: Works<Name, Context>;
  /** Handed to all work. */
  readonly context: Context;
  /** The folder of `run.json` and of the locks, such as `data/warehouse`. */
  readonly dir: string;
  readonly wanted: Wanted<Name>;
  /**
   * What the work depends on, such as flags and the versions of its input: what was done with another key is not
   * taken over.
   */
  readonly key?: string;
  /** Whether what a task has made is still there. Default: yes. */
  readonly isThere?: (name: Name) => boolean;
  /** In ms since 1970. */
  readonly now: () => number;
  readonly beginMeasuring?: BeginMeasuring;
  readonly onEvent?: (event: TaskEvent) => void;
  readonly retryPause_ms?: (attempt: number) => number;
  /** Stops the run, as Ctrl-C does. */
  readonly signal?: AbortSignal;
}

/** What became of a run. */
export interface RunResult {
  /** Whether all that was to run is done; teardowns do not count. */
  readonly ok: boolean;
  /** All tasks of the graph, in its order. */
  readonly tasks: readonly TaskState[];
  /** What the tasks threw that failed, in the order of the graph. */
  readonly errors: readonly { readonly task: string; readonly error: unknown }[];
}

/** A task failed; the message says which, and why. */
export class TaskFailedError extends DzError {}

/** Where the record of what ran is. */
export const recordFile = (dir: string): string => join(dir, "run.json");

/**
 * Runs tasks. Those that fail are told in the result: see {@linkcode requireDone}.
 *
 * @throws {DzError} if another process runs the same tasks, what comes before them was not done, or the record cannot
 *   be read or written
 */
export async function runGraph<Name extends string, Context>(
  settings: RunSettings<Name, Context>,
): Promise<RunResult> {
  const { graph, dir, wanted, key = "", onEvent = () => {}, isThere = () => true } = settings;
  const path = recordFile(dir);
  using _locks = await takeTaskLocks(join(dir, "locks"), graph, mostOf(graph, wanted));
  let record = await readRecord(path, graph.name);
  const isThereNow = (name: string) => isThere(name as Name);
  const plan = planRun(graph, record, wanted, { key, isThere: isThereNow });
  const reused = new Set(
    statesOf(graph, record).filter(({ name, outcome }) => !plan.has(name) && outcome === "done")
      .map(({ name }) => name),
  );
  if (wanted.kind !== "only") { for (const task of reused) onEvent({ kind: "reused", task }); }
  const running = new Set<string>();
  const stopping = new AbortController(), ended = Promise.withResolvers<void>();
  using _stop = onStop(() => {
    stopping.abort();
    return ended.promise;
  });
  try {
    const executed = await execute({
      ...settings,
      plan,
      retry: wanted.kind !== "only", // who calls a single task sees to that
      signal: AbortSignal.any([stopping.signal, ...(settings.signal ? [settings.signal] : [])]),
      soFar: () => statesOf(graph, record, running, reused),
      onEvent: async (event) => {
        if (event.kind === "begin" || event.kind === "end") {
          record = await changeRecord(path, graph.name, (latest) => note(latest, event, key));
          running[event.kind === "begin" ? "add" : "delete"](event.task);
        }
        onEvent(event);
      },
    });
    return resultOf(graph, plan, executed, statesOf(graph, record, undefined, reused));
  } finally {
    ended.resolve();
  }
}

/** Notes in the record what happened. */
function note(
  record: RunRecord,
  event: Extract<TaskEvent, { kind: "begin" | "end" }>,
  key: string,
): void {
  const common = { key, pid: Deno.pid };
  if (event.kind === "begin") {
    const turn = ++record.turn, began_ms = event.at_ms;
    record.tasks[event.task] = { ...common, turn, state: "running", began_ms, failures: [] };
    return;
  }
  const { task, outcome, began_ms, ended_ms, result, failures, peak_bytes } = event;
  record.tasks[task] = {
    ...common,
    turn: record.tasks[task]?.turn ?? ++record.turn,
    state: outcome,
    ...{ began_ms, ended_ms, failures: [...failures] },
    ...result,
    ...(peak_bytes !== undefined && { peak_bytes }),
  };
}

function resultOf(
  graph: TaskGraph,
  plan: ReadonlySet<string>,
  executed: Executed,
  tasks: readonly TaskState[],
): RunResult {
  const counting = graph.tasks.filter(({ name, always }) =>
    plan.has(name) && (!always || plan.size === 1)
  );
  const ok = counting.every(({ name }) => {
    const end = executed.get(name);
    return end !== undefined && end !== "blocked" && end.outcome === "done";
  });
  const errors = graph.tasks.flatMap(({ name }) => {
    const end = executed.get(name);
    const failed = end !== undefined && end !== "blocked" && end.outcome !== "done";
    return failed ? [{ task: name, error: end.error }] : [];
  });
  return { ok, tasks, errors };
}

/**
 * Makes of a run that failed an error in one line.
 *
 * @param next what to do, such as "`deno task warehouse` goes on from there"
 * @throws {TaskFailedError} if not all is done; its cause is what the first task threw
 */
export function requireDone({ ok, tasks, errors }: RunResult, next: string): void {
  if (ok) return;
  const [first] = errors;
  const failed = tasks.find(({ name }) => name === first?.task);
  const tries = failed && failed.failures.length > 1 ? ` ${failed.failures.length} times` : "";
  const reason = failed?.failures.at(-1);
  throw new TaskFailedError(
    first && reason !== undefined
      ? `${first.task} failed${tries}: ${reason.replace(/\.$/, "")}. ${next}`
      : `Not all tasks ran. ${next}`,
    { cause: first?.error },
  );
}
