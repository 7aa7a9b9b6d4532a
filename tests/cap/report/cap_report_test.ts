import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import {
  capCharts,
  capJson,
  capLines,
  distanceLines,
  failoverLines,
  latencyLines,
  partitionLines,
  readsLines,
} from "../../../lib/cap/report/cap_report.ts";
import {
  someDistance,
  someDraws,
  someIsolated,
  someLatency,
  somePartition,
  someReads,
  someRun,
  someUnderLoad,
} from "../some_run.ts";

const nothing = {
  latency: undefined,
  distance: undefined,
  failover: undefined,
  reads: undefined,
  partition: undefined,
};

Deno.test("latencyLines close with the assignment's two figures and whether they differ", () => {
  const [wait = "", verdict = "", medians = ""] = latencyLines(someLatency(1.7), someDraws())
    .slice(-3);
  assertMatch(wait, /^Mean user wait: w: 1 0\.\d\d ms, majority 1\.\d\d ms$/);
  assertMatch(verdict, /^The difference is significant: 1\.\d\d \(/);
  assertMatch(medians, /^By the medians it is significant: 1\.\d\d \(/);
  const same = latencyLines(someLatency(0.6, 20), someDraws()).at(-2) ?? "";
  assertMatch(same, /^The difference is not significant/);
});

Deno.test("latencyLines stand in columns", () => {
  const lines = latencyLines(someLatency(), someDraws());
  for (const first of [1, 6]) {
    const table = lines.slice(first, first + 5);
    assertEquals(new Set(table.map((line) => line.length)).size, 1, table.join("\n"));
  }
});

Deno.test("latencyLines and distanceLines show no 99th percentile of fewer than 100 inserts", () => {
  const [, , row = ""] = latencyLines(someLatency(1.7, 99), someDraws());
  assertMatch(row, /\d +– +\d+\.\d+$/);
  assertMatch(latencyLines(someLatency(1.7, 100), someDraws())[2] ?? "", /\d +\d[\d.]+ +\d[\d.]+$/);
  assertMatch(distanceLines(someDistance())[2] ?? "", / 40 +\d+\.\d\d +– +\d+\.\d\d$/);
});

Deno.test("latencyLines take settings without an insert", () => {
  const lines = latencyLines(someLatency(1.7, 0), someDraws());
  assertEquals(lines.join("").includes("NaN"), false);
  assertEquals(lines.at(-1), "Mean user wait: w: 1 and majority were not both measured");
});

Deno.test("distanceLines have a line for each series and the round trips of each setting", () => {
  const lines = distanceLines(someDistance());
  assertEquals(lines.length, 1 + 1 + 18 + 3);
  assertEquals(
    lines.at(-1),
    "Over the distance, majority journaled waits: 2.0 round trips",
  );
});

Deno.test("failoverLines list ten lost orders, count the others, and add up their DZD", () => {
  const lines = failoverLines(someIsolated(50));
  assertStringIncludes(lines.join("\n"), "Acknowledged and lost: 50 orders, 2,100,000 DZD");
  const listed = lines.filter((line) => line.endsWith("  rollback file"));
  assertEquals(listed.length, 10);
  assertEquals(listed[0], "  BF_0  42,000 DZD  isolated, run 1, w: 1  rollback file");
  assertEquals(lines.at(-1), "  and 40 more");
});

Deno.test("failoverLines list what majority lost first, and say it when nothing was lost", () => {
  const lines = failoverLines([...someIsolated(), ...someUnderLoad([35, 1])]);
  const heading = lines.findIndex((line) => line.startsWith("Acknowledged and lost"));
  assertStringIncludes(lines[heading + 1] ?? "", "under load, run 1, majority");
  assertStringIncludes(lines[heading + 2] ?? "", "under load, run 1, w: 1");
  assertEquals(failoverLines(someUnderLoad([0, 0])).at(-1), "No acknowledged order was lost");
});

Deno.test("failoverLines show a run after which nothing was acknowledged", () => {
  const lines = failoverLines(someUnderLoad([0, 0], 60, { gap_ms: null }));
  assertEquals(lines[1], "  under load, run 1, with retries");
  assertMatch(lines[2] ?? "", /^ {4}w: 1 .* none$/);
});

Deno.test("readsLines and partitionLines have a line for each variant and writer", () => {
  assertMatch(
    readsLines(someReads([96, 91, 0]))[4] ?? "",
    /^ {2}majority, causal session +100 +0 /,
  );
  const lines = partitionLines(somePartition());
  assertMatch(lines[3] ?? "", /^ {2}old primary +w: 1 +2,440 +500 +0 +1,240 +1,240$/);
  assertStringIncludes(lines.join("\n"), "Acknowledged and lost: 1,240 orders, 52,080,000 DZD");
});

Deno.test("capLines show the parts that were measured, and the decision always", () => {
  const headings = ["Latency of inserts", "Distance", "Failover", "Reads", "Partition", "Decision"];
  const all = capLines(someRun()), none = capLines(someRun(nothing));
  assertEquals(headings.filter((heading) => all.includes(heading)), headings);
  assertEquals(headings.filter((heading) => none.includes(heading)), ["Decision"]);
  assertEquals(none[0], "Decision");
});

Deno.test("capLines give the interval of the table in the decision as well", () => {
  const text = capLines(someRun()).join("\n");
  const [, low, high] = /The difference is significant: [\d.]+ \(([\d.]+)–([\d.]+)\)/.exec(text) ??
    [];
  assert(low && high);
  assertStringIncludes(text.replaceAll("\n", " "), `between ${low} ms and ${high} ms`);
});

Deno.test("capLines keep within 80 characters a line, but for the ids of orders", () => {
  const many = [1, 10, 100].flatMap((run) => [
    ...someIsolated(5000, { run }),
    ...someUnderLoad([1200, 3], 250_000, { run, retry_writes: false }),
  ]);
  for (const run of [someRun(), someRun(nothing), someRun({ failover: many })]) {
    const lines = capLines(run);
    const long = lines.filter((line) => line.length > 80 && !/^ {2}BF_\S{12}/.test(line));
    assertEquals(long, []);
    assertEquals(lines.some((line) => line.endsWith("w:")), false);
  }
});

Deno.test("capJson has an entry for each failover and write concern, whose sums add up", () => {
  const { failover } = capJson(someRun());
  const [first] = failover ?? [];
  assertEquals(failover?.length, 4);
  assertEquals(first, {
    scenario: "isolated",
    run: 1,
    write_concern: "1",
    retry_writes: true,
    acknowledged: 50,
    failed: 0,
    unknown: 0,
    lost: 50,
    in_rollback_files: 50,
    gap_ms: 3900,
  });
});

Deno.test("capJson keeps majority of another journaling and uneven distances apart", () => {
  const { distance, distance_others } = capJson(someRun());
  assertEquals(distance?.length, 10);
  assertEquals(Object.keys(distance?.[0] ?? {}), ["write_concern", "rtt_ms", "p50_ms", "p99_ms"]);
  assertEquals(distance_others?.length, 8);
});

Deno.test("capCharts draws what was measured", () => {
  assertEquals(Object.keys(capCharts(someRun())), [
    "latency.svg",
    "distance.svg",
    "failover_isolated_1.svg",
    "failover_under_load_1.svg",
    "partition.svg",
  ]);
  assertEquals(capCharts(someRun(nothing)), {});
});
