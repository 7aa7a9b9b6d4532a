/** What a graph of tasks refuses, and how a task is found. */
import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { UsageError } from "../../lib/base/errors.ts";
import { ancestorsOf, descendantsOf, findTask, taskGraph } from "../../lib/tasks/task_graph.ts";
import { anyGraph, pipeline, task } from "./graphs.ts";

Deno.test("a graph with a circle, an unknown name or one that is taken twice is refused", () => {
  const refused: Record<string, Parameters<typeof taskGraph>[1]> = {
    "there is a circle among a, b": [task("a", ["b"]), task("b", ["a"]), task("c")],
    "a comes after b, which is none": [task("a", ["b"])],
    "two tasks are called b": [task("a", [], { aliases: ["b"] }), task("b")],
    '"A b" is not a word such as clean_data': [task("A b")],
    "a is both a teardown and a report": [task("a", [], { always: true, afterFailure: true })],
    "a is to be tried again -1 times": [task("a", [], { retries: -1 })],
    "b comes after a, a teardown, whose failure nobody minds": [
      task("a", [], { always: true }),
      task("b", ["a"]),
    ],
  };
  for (const [reason, tasks] of Object.entries(refused)) {
    assertThrows(() => taskGraph("g", tasks), RangeError, `Cannot use the graph g: ${reason}`);
  }
});

Deno.test("a graph is in order, however it was written", () => {
  fc.assert(fc.property(anyGraph, ({ tasks }) => {
    const places = new Map(tasks.map(({ name }, place) => [name, place]));
    for (const { name, after } of tasks) {
      for (const before of after) {
        assertEquals((places.get(before) ?? 9) < (places.get(name) ?? 0), true);
      }
    }
  }));
});

Deno.test("a task is found by its name and by an alias; who errs is told the one that is close", () => {
  assertEquals(findTask(pipeline, "take").name, "take");
  assertEquals(findTask(pipeline, "open").name, "take");
  assertThrows(() => findTask(pipeline, "verfy"), UsageError, "did you mean verify?");
  assertThrows(
    () => findTask(pipeline, "x\n"),
    UsageError,
    'the task "x\\n": there are take, load,',
  );
  assertEquals([...descendantsOf(pipeline, "left")], ["verify", "report", "clean"]);
  assertEquals([...ancestorsOf(pipeline, "left")], ["load", "take"]);
});
