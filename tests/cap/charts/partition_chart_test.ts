import { assert, assertStringIncludes } from "@std/assert";
import { partitionChart } from "../../../lib/cap/charts/partition_chart.ts";
import { somePartition } from "../some_run.ts";

Deno.test("partitionChart says what the old primary lost at each write concern", () => {
  assertStringIncludes(
    partitionChart(somePartition(1240, 0)),
    "Of the acknowledged orders, the old primary lost 1,240 of 2,440 at w: 1, none at majority",
  );
  assertStringIncludes(
    partitionChart(somePartition(1240, 3)),
    "1,240 of 2,440 at w: 1, 3 of 600 at majority",
  );
});

Deno.test("partitionChart has a lane for each writer and says when its member's role changed", () => {
  const svg = partitionChart(somePartition());
  for (const name of ["old primary, w: 1", "new primary, majority"]) {
    assertStringIncludes(svg, `>${name}</text>`);
  }
  assertStringIncludes(svg, "stepped down after 2.15 s");
  assertStringIncludes(svg, "elected after 2.30 s");
});

Deno.test("partitionChart stays below 300 kB with 20,000 lost orders", () => {
  const svg = partitionChart(somePartition(20_000));
  assert(svg.length < 300_000, `${svg.length} characters`);
});

Deno.test("partitionChart takes a single writer", () => {
  const { writers, ...times } = somePartition();
  assertStringIncludes(
    partitionChart({ ...times, writers: writers.slice(1, 2) }),
    "the old primary lost none at majority",
  );
  assertStringIncludes(
    partitionChart({ ...times, writers: writers.slice(2, 3) }),
    "No writes to a primary that was cut off",
  );
});
