import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { capLines } from "../../../lib/cap/report/cap_lines.ts";
import { someIsolated, someRun, someUnderLoad } from "../some_run.ts";

const nothing = {
  latency: undefined,
  distance: undefined,
  failover: undefined,
  reads: undefined,
  partition: undefined,
};

Deno.test("capLines show the parts that were measured, and the decision always", () => {
  const headings = [
    "Latency of inserts",
    "Distance",
    "Failover",
    "Reads",
    "Partition",
    "Decision",
  ];
  const all = capLines(someRun()), none = capLines(someRun(nothing));
  assertEquals(headings.filter((heading) => all.includes(heading)), headings);
  assertEquals(headings.filter((heading) => none.includes(heading)), [
    "Decision",
  ]);
  assertEquals(none[0], "Decision");
});

Deno.test("capLines give the interval of the table in the decision as well", () => {
  const text = capLines(someRun()).join("\n");
  const [, low, high] = /The difference is significant: [\d.]+ \(([\d.]+)–([\d.]+)\)/.exec(text) ??
    [];
  assert(low && high);
  assertStringIncludes(
    text.replaceAll("\n", " "),
    `between ${low} ms and ${high} ms`,
  );
});

Deno.test("capLines keep within 80 characters a line, but for the ids of orders", () => {
  const many = [1, 10, 100].flatMap((run) => [
    ...someIsolated(5000, { run }),
    ...someUnderLoad([1200, 3], 250_000, { run, retry_writes: false }),
  ]);
  for (
    const run of [someRun(), someRun(nothing), someRun({ failover: many })]
  ) {
    const lines = capLines(run);
    const long = lines.filter((line) => line.length > 80 && !/^ {2}BF_\S{12}/.test(line));
    assertEquals(long, []);
    assertEquals(lines.some((line) => line.endsWith("w:")), false);
  }
});
