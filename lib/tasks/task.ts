/** The types of tasks: what a graph says of them as data, and what their work is. */

/** What a graph says of a task; its work is handed to the runner by name. */
export interface Task<Name extends string = string> {
  readonly name: Name;
  /** Other names by which it is called. */
  readonly aliases?: readonly string[];
  /** Tasks of one phase are shown together: `extract`. */
  readonly phase: string;
  /** What it does, in a few words. */
  readonly does: string;
  /** The tasks that it comes after. */
  readonly after: readonly NoInfer<Name>[];
  /** How often it is tried again when it fails. Default: 0. */
  readonly retries?: number;
  /** A teardown: it runs after a failure, too, and what becomes of it does not count for the run. */
  readonly always?: true;
  /** A report: it runs after a failure, too, and says so; its own failure is the run's. */
  readonly afterFailure?: true;
}

/** What work may use, apart from the context that its system hands in. */
export interface TaskTools {
  /** Something that takes time begins. */
  notice(text: string): void;
  /** So much is done; only a terminal shows it. */
  progress(text: string): void;
  /** Aborted when the run is told to stop. */
  readonly signal: AbortSignal;
  /** What has become of all tasks until now, in the order of the graph: for a report. */
  soFar(): readonly TaskState[];
}

/** What work has done. */
export interface TaskResult {
  readonly rows_in: number;
  readonly rows_out: number;
  /** For the reader: `7 files, 617,338 rows`. */
  readonly summary: string;
}

/** The work of a task. It may run twice: what it makes, it replaces whole. */
export type Work<Context> = (context: Context, tools: TaskTools) => Promise<TaskResult>;

/** The work of all tasks of a graph, by their names. */
export type Works<Name extends string, Context> = Readonly<Record<Name, Work<Context>>>;

/**
 * What became of a task: `done`; `failed`; `stopped`, by Ctrl-C or a kill; `running`; `blocked`, since a task
 * before it failed; `waiting`, it has not run, or a task before it has run since.
 */
export type Outcome = "done" | "failed" | "stopped" | "running" | "blocked" | "waiting";

/** A task and what became of it. */
export interface TaskState {
  readonly name: string;
  readonly phase: string;
  readonly outcome: Outcome;
  /** Whether this run took over what an earlier one had done. */
  readonly reused: boolean;
  /** When it began and ended, in ms since 1970; absent: it has not. */
  readonly began_ms?: number;
  readonly ended_ms?: number;
  readonly rows_in?: number;
  readonly rows_out?: number;
  readonly summary?: string;
  /** The most memory that the run held while the task ran, with what it had started, in bytes. */
  readonly peak_bytes?: number;
  /** Why each attempt that failed did, in the order of the attempts. */
  readonly failures: readonly string[];
}
