import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { DOMParser } from "linkedom";
import { latencyEcdfChart } from "../../../lib/cap/charts/latency_ecdf_chart.ts";
import { someDraws, someLatency } from "../some_run.ts";

const median = (value: number) => [value * 0.9, value, value * 1.1];

const one = (one_by_one_ms: number[]) => ({
  write_concern: "1" as const,
  journal: "default" as const,
  one_by_one_ms,
  at_once_ms: [],
  at_once_total_ms: [],
});

Deno.test("latencyEcdfChart says the medians, and whether they differ", () => {
  assertStringIncludes(
    latencyEcdfChart(someLatency(1.7), someDraws()),
    "Median wait 0.60 ms at w: 1, 1.71 ms at majority: a significant difference",
  );
  assertStringIncludes(
    latencyEcdfChart(someLatency(0.6), someDraws()),
    "0.60 ms at majority: no significant difference",
  );
});

Deno.test("latencyEcdfChart does not call the difference of three orders significant", () => {
  const settings = [one(median(1)), { ...one(median(50)), write_concern: "majority" as const }];
  const svg = latencyEcdfChart({ orders: 3, rounds: 1, settings }, someDraws());
  assertStringIncludes(svg, "1.00 ms at w: 1, 50.0 ms at majority: no significant difference");
});

Deno.test("latencyEcdfChart draws a curve for each setting, broken where the journaling is another", () => {
  const svg = latencyEcdfChart(someLatency(), someDraws());
  const document = new DOMParser().parseFromString(svg, "image/svg+xml");
  const curves = [...document.querySelectorAll('[aria-label="line"]')];
  const broken = curves.filter((curve) => curve.hasAttribute("stroke-dasharray"));
  assertEquals([curves.length, broken.length], [4, 2]);
  for (const name of ["w: 1", "w: 1 journaled", "majority", "majority not journaled"]) {
    assertStringIncludes(svg, `>${name}</text>`);
  }
});

Deno.test("latencyEcdfChart labels each tick of its axis", () => {
  const settings = [one([0.3, 1, 3, 9, 30, 90])];
  const svg = latencyEcdfChart({ orders: 6, rounds: 1, settings }, someDraws());
  const document = new DOMParser().parseFromString(svg, "image/svg+xml");
  const of = (part: string) =>
    document.querySelectorAll(`[aria-label="x-axis ${part}"] > *`).length;
  assertEquals(of("tick"), of("tick label"));
  for (const tick of ["0.5", "1", "2", "5", "10", "20", "50"]) {
    assertStringIncludes(svg, `>${tick}</text>`);
  }
});

Deno.test("latencyEcdfChart says within which time 99 % are only of 100 inserts or more", () => {
  assertStringIncludes(latencyEcdfChart(someLatency(1.7, 99), someDraws()), ">–</text>");
  assertEquals(latencyEcdfChart(someLatency(1.7, 100), someDraws()).includes(">–</text>"), false);
});

Deno.test("latencyEcdfChart stays small with 20,000 inserts, and reaches 100 %", () => {
  const svg = latencyEcdfChart(someLatency(1.7, 20_000), someDraws());
  assert(svg.length < 100_000, `${svg.length} bytes`);
  const document = new DOMParser().parseFromString(svg, "image/svg+xml");
  const curve = document.querySelector('[aria-label="line"] path')?.getAttribute("d") ?? "";
  assert(curve.endsWith(",50"), "the top of the plot"); // where the margin ends
});

Deno.test("latencyEcdfChart takes one insert, a setting without any, and a latency of 0", () => {
  for (const latencies of [[1], [], [0]]) {
    const result = { orders: 1, rounds: 1, settings: [one(latencies)] };
    const svg = latencyEcdfChart(result, someDraws());
    assertStringIncludes(svg, "Not measured: w: 1 beside majority");
    assert(!/NaN|Infinity/.test(svg));
  }
});
