/** Shows what happens to the tasks of a graph: a line for each event, and on a terminal what runs now. */
import { printAside, steerTerminal } from "../../lib/base/print.ts";
import { durationText } from "../../lib/base/text/duration_text.ts";
import { printable } from "../../lib/base/text/printable.ts";
import type { TaskEvent } from "../../lib/tasks/execute.ts";

/** Where it is shown. */
export interface Screen {
  /** Whether a line can be taken back. */
  readonly isTerminal: boolean;
  /** Prints a line that stays. */
  line(text: string): void;
  /** Puts this in place of the line that stood last; empty: takes it back. */
  status(text: string): void;
}

/** Standard error. */
const standardError = (): Screen => ({
  isTerminal: Deno.stderr.isTerminal(),
  line: (text) => printAside(text),
  status: (text) => steerTerminal(`\r\x1b[K${printable(text).slice(0, widthNow() - 1)}`),
});

/** What `runGraph` is to tell. */
export function showTasks(screen: Screen = standardError()): (event: TaskEvent) => void {
  const { isTerminal } = screen;
  /** What runs, and how far it is. */
  const running = new Map<string, string>();
  return (event) => {
    const { kind, task } = event;
    if (kind === "begin") running.set(task, "");
    if (kind === "progress" || kind === "notice") running.set(task, event.text);
    if (kind === "end") running.delete(task);
    const text = lineOf(event, isTerminal);
    if (isTerminal) screen.status("");
    if (text !== undefined) screen.line(text);
    if (!isTerminal) return;
    screen.status(
      [...running].map(([name, doing]) => doing ? `${name}: ${doing}` : name).join(" · "),
    );
  };
}

/** What stays of an event; on a terminal, what runs is shown anyway. */
function lineOf(event: TaskEvent, isTerminal: boolean): string | undefined {
  const { kind, task } = event;
  switch (kind) {
    case "reused":
      return `${task}: done by an earlier run`;
    case "begin":
      return isTerminal ? undefined : `${task} …`;
    case "progress":
      return undefined;
    case "notice":
      return `  ${event.text}`;
    case "retry":
      return `${task}: attempt ${event.attempt} of ${event.of} failed: ${event.reason}. ` +
        `Again in ${durationText(event.wait_ms)}`;
    case "blocked":
      return `${task}: does not run, since ${event.by.join(", ")} was not done`;
    case "end": {
      const { outcome, began_ms, ended_ms, result, failures } = event;
      const what = outcome === "done" ? result?.summary || "done" : outcome;
      const why = outcome === "failed" ? `: ${failures.at(-1)}` : "";
      return `${task}: ${what} (${durationText(ended_ms - began_ms)})${why}`;
    }
  }
}

function widthNow(): number {
  try {
    return Deno.consoleSize().columns;
  } catch {
    return 80;
  }
}
