import { assert, assertEquals, assertGreater, assertLess } from "@std/assert";
import {
  type FailoverOptions,
  orderWriter,
  ownerClient,
  reconcileWriter,
  setScene,
} from "../../../lib/cap/parts/failover.ts";
import { failoverUnderLoad } from "../../../lib/cap/parts/failover_under_load.ts";
import { isolatedFailover } from "../../../lib/cap/parts/isolated_failover.ts";
import { type FailoverRun, failoverRun } from "../../../lib/cap/cap_run.ts";
import { memberStatuses } from "../../../lib/mongo/server/replica_set.ts";
import { random } from "../../../lib/base/random.ts";
import { testDatabase, withReplicaSet } from "../support/replica_set.ts";
import { until } from "../support/until.ts";

/** Checks what holds for every run, whatever was lost. */
function assertAddsUp(run: FailoverRun): void {
  failoverRun.parse(run);
  const { ledger, acknowledged, failed, unknown, lost } = run;
  const count = (outcome: string, survived: string) =>
    [...ledger.outcomes].filter((letter, place) =>
      letter === outcome && ledger.survived[place] === survived
    ).length;
  const sent = ledger.outcomes.length;
  assertEquals(acknowledged + failed + unknown, sent);
  assertEquals([ledger.survived.length, ledger.sent_at_ms.length, ledger.took_ms.length], [
    ...[sent, sent, sent],
  ]);
  assertEquals(lost.length, count("a", "n"));
  assertEquals(acknowledged, count("a", "y") + lost.length);
  assertEquals(failed, count("f", "n"), "a write that failed is there");
  assertEquals(run.failed_survived, 0);
  assertEquals(run.unknown_survived, count("u", "y"));
  assertEquals(ledger.sent_at_ms, ledger.sent_at_ms.toSorted((a, b) => a - b));
  for (const { order_id, total_dzd } of lost) {
    const place = Number(order_id.slice(ledger.prefix.length));
    assertEquals(ledger.outcomes[place], "a");
    assertEquals(ledger.survived[place], "n");
    assertGreater(total_dzd, 0);
  }
  assertLess(run.killed_at_ms, run.elected_at_ms);
  assert(run.gap_ms !== null && run.gap_ms > 0, "no write was acknowledged any more");
}

Deno.test("a failover loses orders at w: 1 and none at majority", async (t) => {
  await withReplicaSet(async (set) => {
    const progress: string[] = [];
    const options = (run: number): FailoverOptions => ({
      run,
      database: testDatabase,
      random: random(run, "failover"),
      now: () => new Date("2026-11-27T20:00:00Z"),
      onProgress: (text) => progress.push(text),
    });
    const prefix = (run: FailoverRun) => run.ledger.prefix;

    await t.step(
      "isolated: all that w: 1 acknowledged is lost, and in rollback files",
      async () => {
        const [fast, safe, ...others] = await isolatedFailover(set, { ...options(1), orders: 50 });
        assert(fast && safe && others.length === 0);
        assertEquals([fast.write_concern, safe.write_concern], ["1", "majority"]);
        for (const run of [fast, safe]) {
          assertAddsUp(run);
          assertEquals([run.scenario, run.run, run.retry_writes], ["isolated", 1, false]);
          assertEquals(run.ledger.outcomes.length, 50);
        }
        assertEquals([fast.acknowledged, fast.lost.length], [50, 50]);
        assert(fast.lost.every(({ in_rollback_file }) => in_rollback_file), "not all were found");
        assertEquals(new Set(fast.lost.map(({ order_id }) => order_id)).size, 50);
        assertEquals([safe.acknowledged, safe.unknown, safe.lost.length], [0, 50, 0]);
      },
    );

    for (const retryWrites of [true, false]) {
      const clients = retryWrites ? "clients that retry" : "clients that do not retry";
      await t.step(`under load with ${clients}: none is lost at majority`, async () => {
        const runs = await failoverUnderLoad(set, { ...options(1), retryWrites });
        assertEquals(runs.map(({ write_concern }) => write_concern), ["1", "majority"]);
        for (const run of runs) {
          assertAddsUp(run);
          assertEquals([run.scenario, run.retry_writes], ["under_load", retryWrites]);
          const after_ms = run.ledger.sent_at_ms.filter((ms) => ms > run.elected_at_ms);
          assertGreater(after_ms.length, 20, "the writers did not go on");
        }
        const [fast, safe] = runs;
        assert(fast && safe && prefix(fast) !== prefix(safe));
        assertEquals(fast.killed_at_ms, safe.killed_at_ms);
        assertEquals(safe.lost, []);
        assertGreater(safe.acknowledged, 100);
      });
    }

    await t.step("it is told what happens", () => {
      const told = (pattern: RegExp) => progress.filter((text) => pattern.test(text)).length;
      assertEquals(told(/^run 1: killed the primary 127\.0\.0\.1:\d+$/), 4);
      assertEquals(told(/^run 1: a new primary, 127\.0\.0\.1:\d+, after \d+\.\d s$/), 4);
      assertEquals(told(/rolled back 50 of the orders BF_i1_1_0 to 49$/), 1);
    });

    await t.step("all members are up in the end", async () => {
      await until("there are a primary and two secondaries", async () => {
        const states = (await memberStatuses(set)).map(({ state }) => state).sort();
        return states.join() === "PRIMARY,SECONDARY,SECONDARY"; // the last one killed may still roll back
      }, 60_000);
    });

    await t.step(
      "an order that is deleted behind the ledger's back is reported as lost",
      async () => {
        await using scene = await setScene(set, options(2));
        await using client = await ownerClient(set, true);
        const writer = orderWriter(scene, client, "majority", {
          prefix: "BF_checked_",
          wtimeout_ms: 10_000,
        });
        await Promise.all(Array.from({ length: 100 }, () => writer.write()));
        const before = await reconcileWriter(scene, writer);
        assertEquals([before.acknowledged, before.lost.length], [100, 0]);

        const victim = writer.writes[42];
        assert(victim);
        const { order_id, total_dzd } = victim;
        const { deletedCount } = await writer.orders.deleteOne({ order_id });
        assertEquals(deletedCount, 1);
        const after = await reconcileWriter(scene, writer);
        assertEquals(after.lost, [{ order_id, total_dzd, in_rollback_file: false }]);
        assertEquals(after.ledger.survived.indexOf("n"), 42);
      },
    );
  });
});
