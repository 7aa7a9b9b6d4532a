import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { DOMParser } from "linkedom";
import { failoverChart } from "../../../lib/cap/charts/failover_chart.ts";
import { someIsolated, someUnderLoad, someWrites } from "../some_run.ts";

/** The colour of lost orders. */
const lostColour = "#d55e00";

function lostMarks(svg: string) {
  const document = new DOMParser().parseFromString(svg, "image/svg+xml");
  return [...document.querySelectorAll(`[aria-label="dot"][stroke="${lostColour}"] *`)];
}

Deno.test("failoverChart says what each write concern lost", () => {
  assertStringIncludes(
    failoverChart(someUnderLoad([35, 0])),
    "w: 1 lost 35 of 12,000 acknowledged orders; majority lost none of 4,000",
  );
  assertStringIncludes(
    failoverChart(someUnderLoad([0, 2])),
    "w: 1 lost none of 12,000; majority lost 2 of 4,000",
  );
  assertStringIncludes(
    failoverChart(someIsolated()),
    "w: 1 lost all 50 acknowledged orders; majority acknowledged none",
  );
});

Deno.test("failoverChart shows one lost order among 20,000 writes, on top and in a small file", () => {
  const svg = failoverChart(someUnderLoad([1, 0], 20_000));
  assertEquals(lostMarks(svg).length, 1);
  assert(svg.length < 60_000, `${svg.length} characters`);
  const lane = svg.slice(0, svg.indexOf(">majority</text>"));
  assert(
    lane.lastIndexOf(`stroke="${lostColour}"`) > lane.lastIndexOf('fill="#0072b2"'),
    "the lost ones are drawn after the acknowledged ones",
  );
});

Deno.test("failoverChart stays below 300 kB at worst: 20,000 scattered writes of all kinds, four lanes", () => {
  const [run] = someUnderLoad();
  assert(run);
  const outcomes = ["acknowledged", "unknown", "failed"] as const;
  const mixed = someWrites(
    outcomes.flatMap((outcome) =>
      Array.from({ length: 100 }, (_, place) => ({
        count: 67,
        from_ms: 40 * place,
        to_ms: 40 * place + 15,
        outcome,
        gone: 30,
      }))
    ),
  );
  const lanes = Array.from({ length: 4 }, () => ({ ...run, ...mixed }));
  const svg = failoverChart(lanes);
  assert(svg.length < 300_000, `${svg.length} characters`);
});

Deno.test("failoverChart draws each of a few writes", () => {
  const [run] = someUnderLoad();
  assert(run);
  const few = someWrites([
    { count: 4, from_ms: 0, to_ms: 2000, outcome: "acknowledged", gone: 2 },
  ]);
  const svg = failoverChart([{ ...run, ...few }]);
  const document = new DOMParser().parseFromString(svg, "image/svg+xml");
  assertEquals(lostMarks(svg).length, 2);
  assertEquals(
    document.querySelectorAll('[aria-label="rect"][fill="#0072b2"] rect').length,
    2,
  );
});

Deno.test("failoverChart says the gap, and that no write was acknowledged any more", () => {
  assertStringIncludes(failoverChart(someUnderLoad()), "2.41 s after the kill");
  assertStringIncludes(
    failoverChart(someUnderLoad([3, 0], 100, { gap_ms: null })),
    "no write was acknowledged after the kill",
  );
});

Deno.test("failoverChart tells retried writes from others only if it shows both", () => {
  assertEquals(failoverChart(someUnderLoad()).includes("retried"), false);
  const svg = failoverChart([
    ...someUnderLoad(),
    ...someUnderLoad([3, 0], 600, { retry_writes: false }),
  ]);
  assertStringIncludes(svg, ">w: 1, not retried</text>");
});

Deno.test("failoverChart takes a run without a write, and one of a single write", () => {
  const [run] = someUnderLoad();
  assert(run);
  const single = { count: 1, from_ms: 5, to_ms: 5, outcome: "failed" } as const;
  for (const writes of [someWrites([]), someWrites([single])]) {
    const svg = failoverChart([{
      ...run,
      ...writes,
      killed_at_ms: 0,
      elected_at_ms: 0,
      gap_ms: null,
    }]);
    assertStringIncludes(svg, "No order was acknowledged, so none could be lost");
    assert(!/NaN|Infinity/.test(svg));
  }
});
