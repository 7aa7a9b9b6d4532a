import { assert, assertEquals } from "@std/assert";
import { measureLatency } from "../../../lib/cap/parts/latency.ts";
import { listRuns, loadRun, NoRunError, storeRun } from "../../../lib/cap/runs.ts";
import type { CapRun } from "../../../lib/cap/cap_run.ts";
import { connect } from "../../../lib/mongo/connect.ts";
import { withAdmin } from "../../../lib/mongo/server/replica_set.ts";
import { random } from "../../../lib/base/random.ts";
import { testDatabase, withEmptyDatabase } from "../support/replica_set.ts";

Deno.test("the assignment's latencies are measured, and its collections hold the last round", async (t) => {
  await withEmptyDatabase(async (uri, set) => {
    await using connection = await connect(uri, testDatabase, { connections: 30 });
    const { db } = connection;
    await t.step("there is a connection for every order", async () => {
      const status = await withAdmin(set, (admin) => admin.command({ serverStatus: 1 }));
      assert(status.connections.current >= 30, `${status.connections.current} connections`);
    });
    const rounds: number[] = [];
    const latency = await measureLatency(db, {
      orders: 30,
      rounds: 2,
      random: random(1, "cap"),
      now: () => new Date("2026-11-27T20:00:00Z"),
      onProgress: (round) => rounds.push(round),
    });

    await t.step("every setting sent every order, one by one and at once", () => {
      assertEquals(rounds, [1, 2]);
      assertEquals(
        latency.settings.map(({ write_concern, journal }) => `${write_concern} ${journal}`),
        ["1 default", "majority default", "1 true", "majority false"],
      );
      for (const { one_by_one_ms, at_once_ms, at_once_total_ms } of latency.settings) {
        assertEquals([one_by_one_ms.length, at_once_ms.length, at_once_total_ms.length], [
          60,
          60,
          2,
        ]);
        assert(one_by_one_ms.every((ms) => ms > 0));
        assert(Math.max(...at_once_ms) <= Math.max(...at_once_total_ms));
      }
    });

    await t.step("the orders are in their collections, and nothing else is left", async () => {
      const ids = Array.from({ length: 30 }, (_, n) => `BF_${n}`).sort();
      for (const name of ["orders_fast", "orders_secure"]) {
        const orders = await db.collection(name).find().toArray();
        assertEquals(orders.map(({ order_id }) => order_id).sort(), ids);
        assertEquals(Object.keys(orders[0] ?? {}).sort(), [
          ...["_id", "items", "order_id", "timestamp", "total", "user"],
        ]);
      }
      const names = (await db.listCollections().toArray()).map(({ name }) => name).sort();
      assertEquals(names, ["orders_fast", "orders_secure"]);
    });

    await t.step("a run is stored, listed and read again", async () => {
      const run = (_id: string): CapRun => ({
        _id,
        parameters: { orders: 30, rounds: 2, failovers: 1, seed: 1 },
        versions: { mongod: "6.0.5", driver: "7.5.0", deno: "2.9.6" },
        latency,
      });
      assertEquals(await listRuns(db), []);
      const noneYet = await loadRun(db).catch((error) => error);
      assert(noneYet instanceof NoRunError);
      const first = run("2026-11-27T20:00:00.000Z"), second = run("2026-11-27T21:00:00.000Z");
      await storeRun(db, first);
      await storeRun(db, second);
      assertEquals(await loadRun(db), second);
      assertEquals(await loadRun(db, "2026-11-27T20"), first);
      assertEquals(await listRuns(db), [
        { id: second._id, parts: ["latency"] },
        { id: first._id, parts: ["latency"] },
      ]);
      const error = await loadRun(db, "2025").catch((error) => error);
      assert(error instanceof NoRunError && error.message.includes("2025"));
      const wrong = { ...run("2026-11-27T22:00:00.000Z"), versions: {} } as CapRun;
      assert(await storeRun(db, wrong).then(() => false, () => true), "the validator refuses it");
    });
  });
});
