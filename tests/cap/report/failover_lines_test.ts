import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { failoverLines } from "../../../lib/cap/report/failover_lines.ts";
import { someIsolated, someUnderLoad } from "../some_run.ts";

Deno.test("failoverLines list ten lost orders, count the others, and add up their DZD", () => {
  const lines = failoverLines(someIsolated(50));
  assertStringIncludes(
    lines.join("\n"),
    "Acknowledged and lost: 50 orders, 2,100,000 DZD",
  );
  const listed = lines.filter((line) => line.endsWith("  rollback file"));
  assertEquals(listed.length, 10);
  assertEquals(
    listed[0],
    "  BF_0  42,000 DZD  isolated, run 1, w: 1  rollback file",
  );
  assertEquals(lines.at(-1), "  and 40 more");
});

Deno.test("failoverLines list what majority lost first, and say it when nothing was lost", () => {
  const lines = failoverLines([...someIsolated(), ...someUnderLoad([35, 1])]);
  const heading = lines.findIndex((line) => line.startsWith("Acknowledged and lost"));
  assertStringIncludes(lines[heading + 1] ?? "", "under load, run 1, majority");
  assertStringIncludes(lines[heading + 2] ?? "", "under load, run 1, w: 1");
  assertEquals(
    failoverLines(someUnderLoad([0, 0])).at(-1),
    "No acknowledged order was lost",
  );
});

Deno.test("failoverLines show a run after which nothing was acknowledged", () => {
  const lines = failoverLines(someUnderLoad([0, 0], 60, { gap_ms: null }));
  assertEquals(lines[1], "  under load, run 1, with retries");
  assertMatch(lines[2] ?? "", /^ {4}w: 1 .* none$/);
});
