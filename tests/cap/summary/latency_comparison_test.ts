import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { compareLatencies } from "../../../lib/cap/summary/latency_comparison.ts";
import { someDraws, someLatencies, someLatency } from "../some_run.ts";

function comparison(w1: number[], majority: number[]) {
  const other = { journal: "default" as const, at_once_ms: [], at_once_total_ms: [] };
  return compareLatencies({
    orders: w1.length,
    rounds: 1,
    settings: [
      { ...other, write_concern: "majority", one_by_one_ms: majority },
      { ...other, write_concern: "1", one_by_one_ms: w1 },
    ],
  }, someDraws());
}

Deno.test("compareLatencies finds a planted difference of means and of medians", () => {
  const w1 = someLatencies(200, 1, "w: 1");
  const found = comparison(w1, w1.map((ms) => ms + 0.5));
  assert(found);
  for (const { difference_ms, significant } of [found.mean, found.median]) {
    assertAlmostEquals(difference_ms.value, 0.5, 1e-9);
    assert(significant);
  }
});

Deno.test("compareLatencies seldom finds one between draws of the same distribution", () => {
  const trials = Array.from(
    { length: 100 },
    (_, trial) =>
      comparison(someLatencies(60, 1, `one ${trial}`), someLatencies(60, 1, `other ${trial}`)),
  );
  for (const figure of ["mean", "median"] as const) {
    const found = trials.filter((trial) => trial?.[figure].significant).length;
    assert(found <= 12, `${found} of 100 ${figure}s`); // 5 are expected, a few more of long tails
  }
});

Deno.test("compareLatencies takes the settings that are left to the server, and as many orders of both", () => {
  const found = compareLatencies(someLatency(1.7, 60), someDraws());
  assertEquals(found?.orders, 60);
  assertAlmostEquals(found?.median.majority_ms ?? NaN, 1.7, 0.2);
  assertEquals(comparison([1, 2, 3], [5])?.orders, 1);
});

Deno.test("compareLatencies has nothing to say if one of the two was not measured", () => {
  assertEquals(comparison([1], []), undefined);
  assertEquals(compareLatencies({ orders: 0, rounds: 0, settings: [] }, someDraws()), undefined);
});
