import { assert, assertEquals } from "@std/assert";
import { measureDistance } from "../../../lib/cap/parts/distance.ts";
import { median } from "../../../lib/statistics/median.ts";
import { distanceResult, type WriteConcernName } from "../../../lib/cap/cap_run.ts";
import { withAdmin } from "../../../lib/mongo/server/replica_set.ts";
import { random } from "../../../lib/base/random.ts";
import { withRelayedSet } from "../support/relayed_set.ts";

Deno.test("distance costs w: 1 nothing, and majority round trips to the nearest secondary", async () => {
  await withRelayedSet(async (set) => {
    const told: string[] = [];
    const result = await measureDistance(set, {
      rtts_ms: [0, 40],
      nearest_rtts_ms: [10],
      farthest_rtt_ms: 150,
      samples: 10,
      atMost_ms: 3000,
      random: random(1, "distance"),
      now: () => new Date("2026-11-27T20:00:00Z"),
      onProgress: (text) => told.push(text),
    });
    assertEquals(distanceResult.parse(result), result);
    assertEquals(told.length, 5);
    assertEquals(
      result.series.map((one) =>
        `${one.write_concern} ${one.journaled} ${one.nearest_rtt_ms} ${one.farthest_rtt_ms}`
      ),
      [
        ...["1 true 0 0", "majority true 0 0", "1 true 40 40", "majority true 40 40"],
        ...["1 true 10 150", "majority true 10 150", "majority false 0 0", "majority false 40 40"],
      ],
    );
    const p50_ms = (concern: WriteConcernName, journaled: boolean, nearest_rtt_ms: number) => {
      const one = result.series.find((one) =>
        one.write_concern === concern && one.journaled === journaled &&
        one.nearest_rtt_ms === nearest_rtt_ms
      );
      return median(one?.latencies_ms ?? []);
    };
    const majority_ms = p50_ms("majority", true, 40), applied_ms = p50_ms("majority", false, 40);
    assert(p50_ms("1", true, 40) < 20, "w: 1 waits for no one");
    assert(p50_ms("1", true, 10) < 20, "w: 1 waits for no one");
    assert(applied_ms >= 40, `not journaled ${applied_ms} ms: there and back`);
    assert(majority_ms >= 60, `journaled ${majority_ms} ms: there and back again`);
    assert(majority_ms > applied_ms + 10, `${majority_ms} ms is not more than ${applied_ms} ms`);
    const nearest_ms = p50_ms("majority", true, 10);
    assert(nearest_ms >= 10 && nearest_ms < 100, `${nearest_ms} ms: not as far as the farthest`);
    const { config } = await withAdmin(set, (admin) => admin.command({ replSetGetConfig: 1 }));
    assertEquals(config.writeConcernMajorityJournalDefault, true);
  });
});
