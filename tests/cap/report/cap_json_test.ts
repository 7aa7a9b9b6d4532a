import { assertEquals } from "@std/assert";
import { capJson } from "../../../lib/cap/report/cap_json.ts";
import { someRun } from "../some_run.ts";

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
  assertEquals(Object.keys(distance?.[0] ?? {}), [
    "write_concern",
    "rtt_ms",
    "p50_ms",
    "p99_ms",
  ]);
  assertEquals(distance_others?.length, 8);
});
