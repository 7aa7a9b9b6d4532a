import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import {
  distancePoints,
  followsNearest,
  isEven,
  roundTrips,
  roundTripsText,
  unevenWaits,
} from "../../../lib/cap/summary/distance_summary.ts";
import { someDistance } from "../some_run.ts";

Deno.test("roundTrips finds the planted number of round trips, whatever the wait at distance 0", () => {
  for (const trips of [1, 2, 3]) {
    const points = distancePoints(someDistance(trips));
    assertAlmostEquals(roundTrips(points, "majority journaled") ?? NaN, trips, 0.05);
    assertAlmostEquals(roundTrips(points, "majority not journaled") ?? NaN, trips / 2, 0.05);
    assertAlmostEquals(roundTrips(points, "w: 1") ?? NaN, 0, 0.05);
  }
});

Deno.test("roundTrips needs two distances, and leaves out uneven ones", () => {
  const points = distancePoints(someDistance()).filter(({ setting }) => setting === "w: 1");
  assert(points.some((point) => !isEven(point)));
  const at8 = points.filter(({ nearest_rtt_ms }) => nearest_rtt_ms === 8);
  assertEquals(at8.length, 2);
  assertEquals(roundTrips(at8, "w: 1"), undefined);
  assertEquals(roundTrips([], "w: 1"), undefined);
});

Deno.test("roundTripsText counts in words", () => {
  assertEquals([0.02, 1.04, 1.96].map(roundTripsText), [
    "none",
    "1.0 round trip",
    "2.0 round trips",
  ]);
});

Deno.test("unevenWaits lie beside the waits with both secondaries as near", () => {
  const points = distancePoints(someDistance(2)), setting = "majority journaled";
  const [wait] = unevenWaits(points, setting);
  assertEquals([wait?.nearest_rtt_ms, wait?.farthest_rtt_ms], [8, 100]);
  assertAlmostEquals(wait?.bothNear_ms ?? NaN, 17, 0.5);
  assert(wait?.followsNearest && followsNearest(points, setting));
  const evenly = points.filter(isEven);
  assertEquals([unevenWaits(evenly, setting), followsNearest(evenly, setting)], [[], false]);
});

Deno.test("followsNearest is false where the farthest makes majority wait, measured alone or not", () => {
  const slow = distancePoints(someDistance(2)).map((point) =>
    isEven(point) ? point : { ...point, p50_ms: 201 }
  );
  const without = slow.filter((point) => point.nearest_rtt_ms !== 100);
  for (const points of [slow, without]) {
    assertEquals(followsNearest(points, "majority journaled"), false);
  }
});
