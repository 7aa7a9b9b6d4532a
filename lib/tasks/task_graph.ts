/** A graph of tasks as data, checked when it is made. */
import { UsageError } from "../base/errors.ts";
import { closeNames } from "../base/text/close_names.ts";
import type { Task } from "./task.ts";

/** A graph without circles, all of whose names are known. */
export interface TaskGraph<Name extends string = string> {
  /** Its own name: `ecommerce_etl_pipeline`. */
  readonly name: string;
  /** Its tasks, each after those that it comes after; else as they were given. */
  readonly tasks: readonly Task<Name>[];
}

/**
 * Checks tasks and puts them in order (Kahn, 1962).
 *
 * @throws {RangeError} if a name is not a lower-case word, is taken twice or unknown, a task is both a teardown
 *   and a report, something other than a teardown comes after one, or tasks stand in a circle
 */
export function taskGraph<Name extends string>(
  name: string,
  tasks: readonly Task<Name>[],
): TaskGraph<Name> {
  const refuse = (reason: string): never => {
    throw new RangeError(`Cannot use the graph ${name}: ${reason}`);
  };
  const taken = new Set<string>();
  for (const word of [name, ...tasks.flatMap((task) => [task.name, ...task.aliases ?? []])]) {
    // Names become those of files, of Python variables and of Airflow's tasks.
    if (!/^[a-z][a-z0-9_]*$/.test(word)) refuse(`"${word}" is not a word such as clean_data`);
  }
  for (const word of tasks.flatMap((task) => [task.name, ...task.aliases ?? []])) {
    if (taken.has(word)) refuse(`two tasks are called ${word}`);
    taken.add(word);
  }
  const byName = new Map<string, Task<Name>>(tasks.map((task) => [task.name, task]));
  for (const task of tasks) {
    if (task.always && task.afterFailure) refuse(`${task.name} is both a teardown and a report`);
    if (!Number.isSafeInteger(task.retries ?? 0) || (task.retries ?? 0) < 0) {
      refuse(`${task.name} is to be tried again ${task.retries} times`);
    }
    for (const before of task.after) {
      const other = byName.get(before) ??
        refuse(`${task.name} comes after ${before}, which is none`);
      if (other.always && !task.always) {
        refuse(`${task.name} comes after ${before}, a teardown, whose failure nobody minds`);
      }
    }
  }
  const ordered: Task<Name>[] = [], placed = new Set<string>();
  while (ordered.length < tasks.length) {
    const next = tasks.find((task) =>
      !placed.has(task.name) && task.after.every((before) => placed.has(before))
    );
    if (!next) {
      const left = tasks.filter((task) => !placed.has(task.name)).map((task) => task.name);
      return refuse(`there is a circle among ${left.join(", ")}`);
    }
    ordered.push(next);
    placed.add(next.name);
  }
  return { name, tasks: ordered };
}

/**
 * The task that is called so, by its name or an alias.
 *
 * @throws {UsageError} if there is none
 */
export function findTask<Name extends string>(
  { tasks }: TaskGraph<Name>,
  called: string,
): Task<Name> {
  const found = tasks.find(({ name, aliases }) => name === called || aliases?.includes(called));
  if (found) return found;
  const names = tasks.flatMap(({ name, aliases }) => [name, ...aliases ?? []]);
  const [close] = closeNames(called, names);
  throw new UsageError(
    `Cannot find the task ${JSON.stringify(called)}: ` +
      (close ? `did you mean ${close}?` : `there are ${tasks.map(({ name }) => name).join(", ")}`),
  );
}

/** The names of all tasks that a task comes after, directly or not. */
export function ancestorsOf(graph: TaskGraph, name: string): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (of: string) => {
    for (const before of graph.tasks.find((task) => task.name === of)?.after ?? []) {
      if (found.has(before)) continue;
      found.add(before);
      add(before);
    }
  };
  add(name);
  return found;
}

/** The names of all tasks that come after a task, directly or not: what is between them and it counts, too. */
export function descendantsOf(graph: TaskGraph, name: string): ReadonlySet<string> {
  const found = new Set([name]);
  for (const task of graph.tasks) {
    if (task.after.some((before) => found.has(before))) found.add(task.name);
  }
  found.delete(name);
  return found;
}

/** Whether a task runs after a failure, too. */
export const runsAnyway = ({ always, afterFailure }: Task): boolean => !!(always || afterFailure);
