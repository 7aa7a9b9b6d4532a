/** Graphs and works for the tests of tasks. */
import fc from "fast-check";
import type { Task, TaskResult, Works } from "../../lib/tasks/task.ts";
import { type TaskGraph, taskGraph } from "../../lib/tasks/task_graph.ts";

export const task = (
  name: string,
  after: readonly string[] = [],
  more: Partial<Task> = {},
): Task => ({
  phase: "work",
  does: `does ${name}`,
  ...more,
  name,
  after,
});

/** The shape of a warehouse's pipeline, smaller. */
export const pipeline: TaskGraph = taskGraph("pipeline", [
  task("take", [], { aliases: ["open"], phase: "extract" }),
  task("load", ["take"], { retries: 2 }),
  task("left", ["load"]),
  task("right", ["load"]),
  task("verify", ["left", "right"]),
  task("report", ["verify"], { afterFailure: true }),
  task("clean", ["report"], { always: true }),
]);

/** Any graph of up to eight tasks: each may come after any before it. */
export const anyGraph: fc.Arbitrary<TaskGraph> = fc
  .array(
    fc.record({
      after: fc.array(fc.nat(7), { maxLength: 3 }),
      retries: fc.nat(2),
      kind: fc.constantFrom("plain", "plain", "plain", "always", "afterFailure"),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((drafts) => {
    const tasks: Task[] = [];
    for (const [place, { after, retries, kind }] of drafts.entries()) {
      const before = [...new Set(after)].filter((other) => other < place)
        .map((other) => tasks[other] as Task)
        .filter(({ always }) => kind === "always" || !always).map(({ name }) => name);
      const how = kind === "always"
        ? { always: true as const }
        : kind === "afterFailure"
        ? { afterFailure: true as const }
        : {};
      tasks.push(task(`t${place}`, before, { retries, ...how }));
    }
    return taskGraph("any", tasks.toReversed());
  });

/** Works that note when they begin and end, and fail as often as is said. */
export function notingWorks(
  { tasks }: TaskGraph,
  failures: Readonly<Record<string, number>> = {},
): { works: Works<string, unknown>; log: string[]; left: Record<string, number> } {
  const log: string[] = [], left = { ...failures };
  const work = (name: string) => async (): Promise<TaskResult> => {
    log.push(`+${name}`);
    await Promise.resolve();
    log.push(`-${name}`);
    const more = left[name] ?? 0;
    if (more === 0) return { rows_in: 2, rows_out: 1, summary: "" };
    left[name] = more - 1;
    throw new Error(`${name} broke`);
  };
  return {
    works: Object.fromEntries(tasks.map(({ name }) => [name, work(name)])),
    log,
    left,
  };
}
