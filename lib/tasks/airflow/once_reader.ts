/** Reads what `airflow dags test` logs while it runs the tasks of a DAG one after the other. */
import type { TaskInstance } from "./airflow_client.ts";
import { type LogEvent, logEvent, reasonIn } from "./log_events.ts";

/** What was read until now. */
export class OnceReader {
  /** Whether the run ended well; `undefined`: it has not ended. */
  ok: boolean | undefined;
  readonly #tasks = new Map<string, TaskInstance>();
  /** What was logged since a task began. */
  #events: LogEvent[] = [];
  #began_ms = 0;

  /** The tasks that ran, each as its last attempt ended. */
  get tasks(): readonly TaskInstance[] {
    return [...this.#tasks.values()];
  }

  /**
   * Takes a line of the log.
   *
   * @returns the task of which it says something new
   */
  take(line: string): TaskInstance | undefined {
    const event = eventIn(line);
    if (!event) return undefined;
    this.#events.push(event);
    const [, ended] = /^Marking run .* (failed|successful)$/s.exec(event.event) ?? [];
    if (ended) this.ok = ended === "successful";
    const [, what, name = ""] =
      /^\[DAG TEST\] (starting|end task) task_id=(\S+)/.exec(event.event) ?? [];
    if (!what) return undefined;
    const task = what === "starting" ? this.#begin(name, event) : this.#end(name, event);
    this.#tasks.set(name, task);
    return task;
  }

  #begin(name: string, event: LogEvent): TaskInstance {
    this.#events = [];
    this.#began_ms = timeOf(event);
    return { task: name, state: "running", attempt: (this.#tasks.get(name)?.attempt ?? 0) + 1 };
  }

  #end(name: string, event: LogEvent): TaskInstance {
    const reason = reasonIn(this.#events);
    return {
      task: name,
      state: reason === undefined ? "success" : "failed",
      attempt: this.#tasks.get(name)?.attempt ?? 1,
      seconds: (timeOf(event) - this.#began_ms) / 1000,
      ...(reason !== undefined && { reason }),
    };
  }
}

const timeOf = ({ timestamp }: LogEvent): number => Date.parse(timestamp ?? "");

function eventIn(line: string): LogEvent | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    return logEvent.parse(JSON.parse(line));
  } catch {
    return undefined; // of something else
  }
}
