/** The order in which tasks run, what a failure keeps from running, and what it does not. */
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { UsageError } from "../../lib/base/errors.ts";
import { execute, type TaskEvent } from "../../lib/tasks/execute.ts";
import { ancestorsOf, runsAnyway, type TaskGraph } from "../../lib/tasks/task_graph.ts";
import type { Works } from "../../lib/tasks/task.ts";
import { anyGraph, notingWorks, pipeline } from "./graphs.ts";

function executing(graph: TaskGraph, works: Works<string, unknown>, signal?: AbortSignal) {
  const events: TaskEvent[] = [];
  let time = 0;
  const ends = execute({
    ...{ graph, works, context: undefined, plan: new Set(graph.tasks.map(({ name }) => name)) },
    ...{ soFar: () => [], now: () => ++time, retryPause_ms: () => 0 },
    onEvent: (event) => void events.push(event),
    signal: signal ?? new AbortController().signal,
  });
  return { ends, events };
}

const outcome = (end: { outcome: string } | "blocked" | undefined) =>
  end === "blocked" || end === undefined ? end : end.outcome;

Deno.test("whatever fails: order is kept, only what needs it is blocked, teardowns run", async () => {
  const cases = anyGraph.chain((graph) =>
    fc.tuple(
      fc.constant(graph),
      fc.tuple(...graph.tasks.map(() => fc.constantFrom(0, 0, 0, 1, 2, 9))),
    )
  );
  await fc.assert(fc.asyncProperty(cases, async ([graph, fails]) => {
    const failures = Object.fromEntries(graph.tasks.map(({ name }, at) => [name, fails[at] ?? 0]));
    const { works, log } = notingWorks(graph, failures);
    const ends = await executing(graph, works).ends;
    for (const task of graph.tasks) {
      const { name, after, retries = 0 } = task;
      const tried = log.filter((line) => line === `+${name}`).length;
      const allDone = after.every((before) => outcome(ends.get(before)) === "done");
      const expected = !allDone && !runsAnyway(task)
        ? { tried: 0, end: "blocked" }
        : (failures[name] ?? 0) > retries
        ? { tried: 1 + retries, end: "failed" }
        : { tried: 1 + (failures[name] ?? 0), end: "done" };
      assertEquals({ tried, end: outcome(ends.get(name)) }, expected, name);
      for (const before of ancestorsOf(graph, name)) {
        if (tried > 0) assert(log.lastIndexOf(`-${before}`) < log.indexOf(`+${name}`));
      }
    }
  }));
});

Deno.test("tasks side by side run at once, and what is told of them is in order", async () => {
  const { works, log } = notingWorks(pipeline, { load: 1 });
  const { ends, events } = executing(pipeline, works);
  assertEquals([...(await ends).values()].map(outcome), Array(7).fill("done"));
  assertEquals(log.slice(6, 10), ["+left", "+right", "-left", "-right"]);
  assertEquals(events.filter((event) => "task" in event && event.task === "load"), [
    { kind: "begin", task: "load", at_ms: 3 },
    { kind: "retry", task: "load", attempt: 1, of: 3, reason: "load broke", wait_ms: 0 },
    {
      ...{
        kind: "end",
        task: "load",
        outcome: "done",
        result: { rows_in: 2, rows_out: 1, summary: "" },
      },
      ...{ began_ms: 3, ended_ms: 4, failures: ["load broke"] },
    },
  ]);
});

Deno.test("what trying again cannot heal is not tried again", async () => {
  for (const error of [new UsageError("a flag"), new TypeError("a defect")]) {
    let tries = 0;
    const works = {
      ...notingWorks(pipeline).works,
      load: () => (tries++, Promise.reject(error)),
    };
    const ends = await executing(pipeline, works).ends;
    assertEquals([tries, outcome(ends.get("load"))], [1, "failed"]);
  }
});

Deno.test("after a stop nothing begins, teardowns neither, and what runs is waited for", async () => {
  const stopping = new AbortController();
  const { works, log } = notingWorks(pipeline);
  const load = () => {
    stopping.abort();
    return Promise.reject(new Error("cut off"));
  };
  const ends = await executing(pipeline, { ...works, load }, stopping.signal).ends;
  assertEquals([...ends].map(([name, end]) => [name, outcome(end)]), [
    ["take", "done"],
    ["load", "stopped"],
  ]);
  assertEquals(log, ["+take", "-take"]);
});

Deno.test("a record that cannot be written ends the run, when what runs has ended", async () => {
  const { works, log } = notingWorks(pipeline);
  const run = execute({
    ...{ graph: pipeline, works, context: 0, plan: new Set(["left", "right", "verify"]) },
    ...{ soFar: () => [], now: () => 0, signal: new AbortController().signal },
    onEvent: ({ kind, task }) => {
      if (kind === "end" && task === "left") throw new Error("no space left");
    },
  });
  assertEquals(await run.catch((error) => error.message), "no space left");
  assertEquals(log, ["+left", "+right", "-left", "-right"]);
});
