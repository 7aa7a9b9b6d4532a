import { assert, assertEquals } from "@std/assert";
import { median } from "../../../lib/statistics/median.ts";
import { measureReads } from "../../../lib/cap/parts/reads.ts";
import { readsResult } from "../../../lib/cap/cap_run.ts";
import { random } from "../../../lib/base/random.ts";
import { withRelayedSet } from "../support/relayed_set.ts";

Deno.test("a lagging secondary is stale, except in a causally consistent session", async () => {
  await withRelayedSet(async (set) => {
    const rounds: number[] = [];
    const result = await measureReads(set, {
      nearest_rtt_ms: 2,
      lagging_rtt_ms: 200,
      reads: 12,
      random: random(1, "reads"),
      now: () => new Date("2026-11-27T20:00:00Z"),
      onProgress: (round) => rounds.push(round),
    });
    assertEquals(readsResult.parse(result), result);
    assertEquals(rounds, Array.from({ length: 12 }, (_, n) => n + 1));
    const variant = (read: string) => {
      const found = result.variants.find((variant) => variant.read === read);
      assert(found && found.reads === 12 && found.read_ms.length === 12);
      return { stale: found.stale, p50_ms: median(found.read_ms) };
    };
    const local = variant("local"), majority = variant("majority"), causal = variant("causal");
    assert(local.stale > 0, "local");
    assert(majority.stale > 0, "majority");
    assertEquals(causal.stale, 0);
    assert(causal.p50_ms > 30 && local.p50_ms < 30, `${causal.p50_ms} and ${local.p50_ms} ms`);
  });
});
