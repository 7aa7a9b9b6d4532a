/** What is shown of tasks that run. */
import { assertEquals } from "@std/assert";
import { showTasks } from "../../scripts/shared/show_tasks.ts";
import type { TaskEvent } from "../../lib/tasks/execute.ts";

const times = { began_ms: 0, ended_ms: 1500 };
const events: TaskEvent[] = [
  { kind: "reused", task: "take" },
  { kind: "begin", task: "load", at_ms: 0 },
  { kind: "begin", task: "side", at_ms: 0 },
  { kind: "notice", task: "load", text: "Starting MongoDB" },
  { kind: "progress", task: "side", text: "5 of 9" },
  { kind: "retry", task: "load", attempt: 1, of: 2, reason: "no answer", wait_ms: 1000 },
  {
    ...{ kind: "end", task: "side", outcome: "done", ...times, failures: [] },
    result: { rows_in: 9, rows_out: 9, summary: "9 rows" },
  },
  { kind: "end", task: "load", outcome: "failed", ...times, failures: ["no answer", "refused"] },
  { kind: "blocked", task: "verify", by: ["load"] },
];

function shown(isTerminal: boolean) {
  const lines: string[] = [], states: string[] = [];
  const show = showTasks({
    isTerminal,
    line: (text) => void lines.push(text),
    status: (text) => void (text && states.push(text)),
  });
  events.forEach(show);
  return { lines, states };
}

Deno.test("each event of a task is a line; a terminal shows what runs instead of what begins", () => {
  const lines = [
    "take: done by an earlier run",
    "load …",
    "side …",
    "  Starting MongoDB",
    "load: attempt 1 of 2 failed: no answer. Again in 1.0 s",
    "side: 9 rows (1.5 s)",
    "load: failed (1.5 s): refused",
    "verify: does not run, since load was not done",
  ];
  assertEquals(shown(false), { lines, states: [] });
  assertEquals(shown(true), {
    lines: lines.filter((line) => !line.endsWith("…")),
    states: [
      "load",
      "load · side",
      "load: Starting MongoDB · side",
      "load: Starting MongoDB · side: 5 of 9",
      "load: Starting MongoDB · side: 5 of 9",
      "load: Starting MongoDB",
    ],
  });
});
