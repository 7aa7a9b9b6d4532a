/** What a second run takes over from the first, and what keeps two from running at once. */
import { assertEquals, assertMatch, assertRejects, assertThrows } from "@std/assert";
import fc from "fast-check";
import { join } from "node:path";
import { DzError } from "../../lib/base/errors.ts";
import {
  requireDone,
  runGraph,
  type RunSettings,
  TaskFailedError,
} from "../../lib/tasks/run_graph.ts";
import type { Wanted } from "../../lib/tasks/plan.ts";
import { readRecord } from "../../lib/tasks/run_record.ts";
import { runsAnyway, type TaskGraph } from "../../lib/tasks/task_graph.ts";
import { statesOf } from "../../lib/tasks/task_states.ts";
import { withFolder } from "../e2e/support/folder.ts";
import { anyGraph, notingWorks, pipeline } from "./graphs.ts";

let time = 0;
const resume: Wanted = { kind: "resume" };

/** Runs with works that fail so often; says what ran. */
async function run(
  dir: string,
  graph: TaskGraph,
  failures: Record<string, number> = {},
  more: Partial<RunSettings<string, unknown>> = {},
) {
  const { works, log } = notingWorks(graph, failures);
  const result = await runGraph({
    ...{ graph, works, context: undefined, dir, wanted: resume, now: () => ++time },
    retryPause_ms: () => 0,
    ...more,
  });
  // In the order of the graph: which of two side by side begins first is chance.
  const ran = graph.tasks.map(({ name }) => name).filter((name) => log.includes(`+${name}`));
  return { ...result, ran };
}

const outcomes = (tasks: readonly { outcome: string }[]) => tasks.map(({ outcome }) => outcome);

Deno.test("a run goes on after the task that failed; after one that was done all is run anew", async () => {
  await withFolder(async (dir) => {
    const first = await run(dir, pipeline, { load: 3 });
    assertEquals(first.ok, false);
    assertEquals(first.ran, ["take", "load", "report", "clean"]);
    assertEquals(outcomes(first.tasks), [
      ...["done", "failed", "blocked", "blocked", "blocked", "done", "done"],
    ]);
    assertEquals(first.tasks[1]?.failures, Array(3).fill("load broke"));
    assertThrows(
      () => requireDone(first, "`deno task x` goes on from there"),
      TaskFailedError,
      "load failed 3 times: load broke. `deno task x` goes on from there",
    );
    const told: string[] = [];
    const second = await run(dir, pipeline, {}, {
      onEvent: ({ kind, task }) => void (kind === "reused" && told.push(task)),
    });
    assertEquals(told, ["take"]);
    assertEquals(second.ran, ["load", "left", "right", "verify", "report", "clean"]);
    assertEquals(outcomes(second.tasks), Array(7).fill("done"));
    assertEquals(second.tasks.filter(({ reused }) => reused).map(({ name }) => name), ["take"]);
    requireDone(second, "");
    assertEquals((await run(dir, pipeline)).ran.length, 7);
  });
});

Deno.test("what was done with other flags, or is gone, is done again", async () => {
  await withFolder(async (dir) => {
    const failing = () => run(dir, pipeline, { verify: 1 }, { key: "a", wanted: { kind: "all" } });
    await failing();
    assertEquals((await run(dir, pipeline, {}, { key: "b" })).ran.length, 7);
    await failing();
    const isThere = (name: string) => name !== "right";
    const { ran } = await run(dir, pipeline, {}, { key: "a", isThere });
    assertEquals(ran, ["right", "verify", "report", "clean"]);
  });
});

Deno.test("from a task on, and one by itself, if what comes before was done", async () => {
  await withFolder(async (dir) => {
    const only = (task: string): Wanted => ({ kind: "only", task });
    await assertRejects(
      () => run(dir, pipeline, {}, { wanted: only("left") }),
      DzError,
      "Cannot run left: load, which comes before it, has not run yet. Run that first",
    );
    assertEquals((await run(dir, pipeline, {}, { wanted: only("take") })).ok, true);
    assertEquals((await run(dir, pipeline, { load: 1 }, { wanted: only("load") })).ok, false);
    await assertRejects(() => run(dir, pipeline, {}, { wanted: only("left") }), DzError, "failed");
    // A report and a teardown run whatever came before.
    const report = await run(dir, pipeline, {}, { wanted: only("report") });
    assertEquals([report.ran, report.ok], [["report"], true]);
    assertEquals((await run(dir, pipeline)).ran.includes("take"), false);
    // What stands beside it, and is needed behind it, has to be there, too.
    await assertRejects(
      () =>
        run(dir, pipeline, {}, {
          wanted: { kind: "from", task: "right" },
          isThere: (name) => name !== "left",
        }),
      DzError,
      "Cannot run verify: left, which comes before it, was done, but what it made is gone.",
    );
    const from = await run(dir, pipeline, {}, { wanted: { kind: "from", task: "right" } });
    assertEquals(from.ran, ["right", "verify", "report", "clean"]);
    // What stands behind a task that ran again is of yesterday.
    await run(dir, pipeline, {}, { wanted: only("load") });
    const states = statesOf(pipeline, await readRecord(join(dir, "run.json"), "pipeline"));
    assertEquals(outcomes(states), ["done", "done", ...Array(5).fill("waiting")]);
  });
});

Deno.test("whatever fails, the next run does what is left, and nothing twice", async () => {
  const cases = anyGraph.chain((graph) =>
    fc.tuple(fc.constant(graph), fc.tuple(...graph.tasks.map(() => fc.constantFrom(0, 0, 9))))
  );
  await withFolder(async (folder) => {
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(cases, async ([graph, fails]) => {
        const dir = join(folder, `${++runs}`);
        const failures = Object.fromEntries(
          graph.tasks.map(({ name }, at) => [name, fails[at] ?? 0]),
        );
        const first = await run(dir, graph, failures);
        const second = await run(dir, graph);
        assertEquals(outcomes(second.tasks), graph.tasks.map(() => "done"));
        assertEquals(second.ok, true);
        const anyOpen = first.tasks.some(({ outcome }, at) =>
          outcome === "failed" && !graph.tasks[at]?.always
        );
        for (const [at, task] of graph.tasks.entries()) {
          const again = !anyOpen || first.tasks[at]?.outcome !== "done" || runsAnyway(task) ||
            task.after.some((before) => second.ran.includes(before));
          assertEquals(second.ran.includes(task.name), again, task.name);
        }
      }),
      { numRuns: 25 },
    );
  });
});

Deno.test("a teardown that failed leaves the run done, and nothing to go on with", async () => {
  await withFolder(async (dir) => {
    const first = await run(dir, pipeline, { clean: 1 });
    assertEquals([first.ok, first.tasks.at(-1)?.outcome], [true, "failed"]);
    assertEquals((await run(dir, pipeline)).ran.length, 7);
  });
});

Deno.test("of two runs that begin at once one is refused, and one runs", async () => {
  await withFolder(async (dir) => {
    const both = await Promise.allSettled([run(dir, pipeline), run(dir, pipeline)]);
    assertEquals(both.map(({ status }) => status).toSorted(), ["fulfilled", "rejected"]);
  });
});

Deno.test("a second run is refused, and names the first; tasks side by side may run at once", async () => {
  await withFolder(async (dir) => {
    await run(dir, pipeline);
    const only = (task: string): Wanted => ({ kind: "only", task });
    const begun = Promise.withResolvers<void>(), go = Promise.withResolvers<void>();
    const works = {
      ...notingWorks(pipeline).works,
      left: async () => {
        begun.resolve();
        await go.promise;
        return { rows_in: 0, rows_out: 0, summary: "" };
      },
    };
    const first = run(dir, pipeline, {}, { works, wanted: only("left") });
    await begun.promise;
    const message = await run(dir, pipeline).catch((error) => error.message);
    assertMatch(
      message,
      new RegExp(
        `^Cannot run pipeline: process ${Deno.pid} has been running left ` +
          "since \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC\\. Wait for it, or stop it with Ctrl-C$",
      ),
    );
    for (const near of ["load", "verify"]) {
      await assertRejects(
        () => run(dir, pipeline, {}, { wanted: only(near) }),
        DzError,
        `Cannot run ${near} of pipeline: process ${Deno.pid} has been running left since`,
      );
    }
    assertEquals((await run(dir, pipeline, {}, { wanted: only("right") })).ok, true);
    go.resolve();
    assertEquals((await first).ok, true);
    assertEquals((await run(dir, pipeline)).ok, true);
  });
});

Deno.test("after a kill the next run goes on with the task that was running", async () => {
  await withFolder(async (dir) => {
    const module = new URL("killed_run.ts", import.meta.url);
    const killed = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-check", "--config", "tests/deno.json", module.href, dir],
      stdout: "null",
    }).output();
    assertEquals(killed.signal, "SIGKILL");
    const record = JSON.parse(await Deno.readTextFile(join(dir, "run.json")));
    assertEquals(record.tasks.load.state, "running");
    const { ran, ok } = await run(dir, pipeline);
    assertEquals([ran[0], ran.length, ok], ["load", 6, true]);
  });
});

Deno.test("a record that is none of ours is not written over", async () => {
  await withFolder(async (dir) => {
    await Deno.writeTextFile(join(dir, "run.json"), "{}");
    await assertRejects(() => run(dir, pipeline), DzError, "Remove it to begin anew");
  });
});
