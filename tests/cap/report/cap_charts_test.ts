import { assertEquals } from "@std/assert";
import { capCharts } from "../../../lib/cap/report/cap_charts.ts";
import { someRun } from "../some_run.ts";

const nothing = {
  latency: undefined,
  distance: undefined,
  failover: undefined,
  reads: undefined,
  partition: undefined,
};

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
