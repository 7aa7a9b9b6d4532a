import { assertEquals, assertMatch } from "@std/assert";
import { distanceLines } from "../../../lib/cap/report/distance_lines.ts";
import { latencyLines } from "../../../lib/cap/report/latency_lines.ts";
import { someDistance, someDraws, someLatency } from "../some_run.ts";

Deno.test("latencyLines close with the assignment's two figures and whether they differ", () => {
  const [wait = "", verdict = "", medians = ""] = latencyLines(
    someLatency(1.7),
    someDraws(),
  )
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
    assertEquals(
      new Set(table.map((line) => line.length)).size,
      1,
      table.join("\n"),
    );
  }
});

Deno.test("latencyLines and distanceLines show no 99th percentile of fewer than 100 inserts", () => {
  const [, , row = ""] = latencyLines(someLatency(1.7, 99), someDraws());
  assertMatch(row, /\d +– +\d+\.\d+$/);
  assertMatch(
    latencyLines(someLatency(1.7, 100), someDraws())[2] ?? "",
    /\d +\d[\d.]+ +\d[\d.]+$/,
  );
  assertMatch(
    distanceLines(someDistance())[2] ?? "",
    / 40 +\d+\.\d\d +– +\d+\.\d\d$/,
  );
});

Deno.test("latencyLines take settings without an insert", () => {
  const lines = latencyLines(someLatency(1.7, 0), someDraws());
  assertEquals(lines.join("").includes("NaN"), false);
  assertEquals(
    lines.at(-1),
    "Mean user wait: w: 1 and majority were not both measured",
  );
});
