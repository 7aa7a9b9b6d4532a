/** What became of each task, by the record of what ran. */
import type { RunRecord } from "./run_record.ts";
import type { Outcome, Task, TaskState } from "./task.ts";
import { ancestorsOf, runsAnyway, type TaskGraph } from "./task_graph.ts";

/**
 * What became of each task, seen from now: what was done before a task ahead of it ran again is `waiting`, and
 * what was running is `stopped`, since whoever asks has the locks.
 */
export function outcomesOf(graph: TaskGraph, record: RunRecord): Map<string, Outcome> {
  const outcomes = new Map<string, Outcome>();
  for (const task of graph.tasks) outcomes.set(task.name, outcomeOf(graph, record, task, outcomes));
  return outcomes;
}

function outcomeOf(
  graph: TaskGraph,
  { tasks }: RunRecord,
  task: Task,
  before: ReadonlyMap<string, Outcome>,
): Outcome {
  const { name, after } = task;
  const mine = tasks[name];
  const isNewest = mine &&
    [...ancestorsOf(graph, name)].every((other) => (tasks[other]?.turn ?? 0) < mine.turn);
  if (isNewest) return mine.state === "running" ? "stopped" : mine.state;
  const isBlocked = !runsAnyway(task) && after.some((other) => isBad(before.get(other)));
  return isBlocked ? "blocked" : "waiting";
}

/** Whether nothing may come after it. */
export const isBad = (outcome: Outcome | undefined): boolean =>
  outcome === "failed" || outcome === "blocked" || outcome === "stopped";

/**
 * The states of all tasks, as a report shows them.
 *
 * @param running what is running now
 * @param reused what this run took over
 */
export function statesOf(
  graph: TaskGraph,
  record: RunRecord,
  running: ReadonlySet<string> = new Set(),
  reused: ReadonlySet<string> = new Set(),
): TaskState[] {
  const outcomes = outcomesOf(graph, record);
  return graph.tasks.map(({ name, phase }) => {
    const outcome = running.has(name) ? "running" : outcomes.get(name) ?? "waiting";
    const state = { name, phase, outcome, reused: reused.has(name), failures: [] };
    const saved = record.tasks[name];
    if (!saved || outcome === "waiting" || outcome === "blocked") return state;
    const { turn: _turn, key: _key, state: _state, pid: _pid, ...has } = saved;
    return { ...state, ...has };
  });
}
