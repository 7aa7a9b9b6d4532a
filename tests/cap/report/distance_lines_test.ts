import { assertEquals } from "@std/assert";
import { distanceLines } from "../../../lib/cap/report/distance_lines.ts";
import { someDistance } from "../some_run.ts";

Deno.test("distanceLines have a line for each series and the round trips of each setting", () => {
  const lines = distanceLines(someDistance());
  assertEquals(lines.length, 1 + 1 + 18 + 3);
  assertEquals(
    lines.at(-1),
    "Over the distance, majority journaled waits: 2.0 round trips",
  );
});
