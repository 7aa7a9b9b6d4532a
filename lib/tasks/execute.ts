/** Runs tasks, side by side where their graph allows it; touches nothing but the work that it is handed. */
import { DzError, FileError, LastingError, reasonOf, UsageError } from "../base/errors.ts";
import type { Task, TaskResult, TaskTools, Works } from "./task.ts";
import { runsAnyway, type TaskGraph } from "./task_graph.ts";

/** What happens to a task. */
export type TaskEvent =
  /** An earlier run has done it. */
  | { readonly kind: "reused"; readonly task: string }
  | { readonly kind: "begin"; readonly task: string; readonly at_ms: number }
  | { readonly kind: "notice" | "progress"; readonly task: string; readonly text: string }
  | {
    readonly kind: "retry";
    readonly task: string;
    /** The attempt that failed, from 1, and how many there are at most. */
    readonly attempt: number;
    readonly of: number;
    readonly reason: string;
    readonly wait_ms: number;
  }
  | ({ readonly kind: "end"; readonly task: string } & TaskEnd)
  | { readonly kind: "blocked"; readonly task: string; readonly by: readonly string[] };

/** How a task ended. */
export interface TaskEnd {
  readonly outcome: "done" | "failed" | "stopped";
  readonly began_ms: number;
  readonly ended_ms: number;
  /** What the work has done, if it is done. */
  readonly result?: TaskResult;
  /** Why each attempt that failed did. */
  readonly failures: readonly string[];
  /** What the last attempt threw, if the task was not done. */
  readonly error?: unknown;
  readonly peak_bytes?: number;
}

/** Measures the most memory while something runs. */
export type BeginMeasuring = () => { end(): number };

/** What is to be executed, and how. */
export interface Execution<Name extends string, Context> {
  readonly graph: TaskGraph<Name>;
  /** What is to run; the other tasks count as done. */
  readonly plan: ReadonlySet<string>;
  readonly works: Works<Name, Context>;
  readonly context: Context;
  readonly soFar: TaskTools["soFar"];
  /** In ms since 1970. */
  readonly now: () => number;
  readonly beginMeasuring?: BeginMeasuring;
  /** Told what happens; nothing that depends on it goes on before it is through. */
  readonly onEvent: (event: TaskEvent) => Promise<void> | void;
  /** No task begins once it is aborted; those that run are waited for. */
  readonly signal: AbortSignal;
  /** Whether a task that failed is tried again, as the graph says. Default: yes. */
  readonly retry?: boolean;
  /** Default: 1, 2, 4 … seconds. */
  readonly retryPause_ms?: (attempt: number) => number;
}

/** What became of the tasks that were to run; of one that never began, as the run was stopped, nothing. */
export type Executed = ReadonlyMap<string, TaskEnd | "blocked">;

/**
 * Runs the tasks of the plan, each when all that it comes after have ended: it is blocked if one of those was not done,
 * unless it runs after a failure, too. What work throws is an outcome, and ends nothing else.
 *
 * @throws what `onEvent` throws, when whatever runs has ended
 */
export async function execute<Name extends string, Context>(
  execution: Execution<Name, Context>,
): Promise<Executed> {
  const { graph, plan, onEvent, signal } = execution;
  const ends = new Map<string, TaskEnd | "blocked">();
  const running = new Map<string, Promise<void>>();
  let broken: { readonly error: unknown } | undefined;
  const waiting = new Set(graph.tasks.filter(({ name }) => plan.has(name)));
  const isOver = (name: string) => !plan.has(name) || ends.has(name);
  const isDone = (name: string) => {
    const end = ends.get(name);
    return end === undefined ? !plan.has(name) : end !== "blocked" && end.outcome === "done";
  };
  for (;;) {
    for (const task of waiting) {
      if (signal.aborted || broken) break;
      if (!task.after.every(isOver)) continue;
      waiting.delete(task);
      const by = task.after.filter((before) => !isDone(before));
      const start = async () => {
        if (by.length > 0 && !runsAnyway(task)) {
          await onEvent({ kind: "blocked", task: task.name, by });
          ends.set(task.name, "blocked");
        } else ends.set(task.name, await runTask(task, execution));
      };
      running.set(
        task.name,
        start().catch((error) => void (broken ??= { error }))
          .finally(() => running.delete(task.name)),
      );
    }
    if (running.size === 0) break;
    await Promise.race(running.values());
  }
  if (broken) throw broken.error;
  return ends;
}

async function runTask<Name extends string, Context>(
  { name, retries = 0 }: Task<Name>,
  execution: Execution<Name, Context>,
): Promise<TaskEnd> {
  const { works, context, now, onEvent, signal, soFar, retry = true } = execution;
  const { retryPause_ms = (attempt: number) => 1000 * 2 ** (attempt - 1) } = execution;
  const attempts = retry ? 1 + retries : 1;
  const failures: string[] = [];
  const began_ms = now();
  await onEvent({ kind: "begin", task: name, at_ms: began_ms });
  const tools: TaskTools = {
    notice: (text) => void onEvent({ kind: "notice", task: name, text }),
    progress: (text) => void onEvent({ kind: "progress", task: name, text }),
    signal,
    soFar,
  };
  const measuring = execution.beginMeasuring?.();
  const attemptAll = async (): Promise<Pick<TaskEnd, "outcome" | "result" | "error">> => {
    for (let attempt = 1;; attempt++) {
      try {
        return { outcome: "done", result: await works[name](context, tools) };
      } catch (error) {
        if (signal.aborted) return { outcome: "stopped", error };
        const reason = reasonOf(error);
        failures.push(reason);
        if (attempt === attempts || !mayHeal(error)) {
          return { outcome: "failed", error };
        }
        const wait_ms = retryPause_ms(attempt);
        await onEvent({ kind: "retry", task: name, attempt, of: attempts, reason, wait_ms });
        await pauseUnless(signal, wait_ms);
        if (signal.aborted) return { outcome: "stopped", error };
      }
    }
  };
  // A measurement that went on would keep the process alive.
  const ended = await attemptAll().finally(() => measuring?.end());
  const end: TaskEnd = {
    ...ended,
    began_ms,
    ended_ms: now(),
    failures,
    ...(measuring && { peak_bytes: measuring.end() }),
  };
  await onEvent({ kind: "end", task: name, ...end });
  return end;
}

/** Whether trying again may help: not with a wrong flag, a missing file or a defect of ours. */
function mayHeal(error: unknown): boolean {
  const lasting = [UsageError, FileError, LastingError];
  if (lasting.some((type) => error instanceof type)) return false;
  if (error instanceof DzError) return true;
  return ![TypeError, RangeError, ReferenceError, SyntaxError].some((type) =>
    error instanceof type
  );
}

/** Waits, but not after the signal. */
function pauseUnless(signal: AbortSignal, ms: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  const stop = () => resolve();
  signal.addEventListener("abort", stop);
  return promise.finally(() => {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  });
}
