import { assert, assertEquals, assertNotEquals } from "@std/assert";
import type { Db } from "mongodb";
import { connect } from "../../../lib/mongo/connect.ts";
import { memberHost } from "../../../lib/mongo/server/member.ts";
import { storeBook } from "../../../lib/documents.ts";
import { publish } from "../../../lib/mongo/publish.ts";
import { Edition } from "../../../lib/mongo/publishing/edition.ts";
import { insertAll } from "../../../lib/mongo/publishing/insert_all.ts";
import { stagingCollections } from "../../../lib/mongo/publishing/staging_names.ts";
import { memberStatuses } from "../../../lib/mongo/server/replica_set.ts";
import type { TemporaryReplicaSet } from "../../../lib/mongo/server/temporary.ts";
import { testDatabase, withReplicaSet } from "../support/replica_set.ts";
import { until } from "../support/until.ts";
import { seen, seenTrends, trends, version } from "./versions.ts";

/** The number of the primary, as soon as there is one. */
function primaryOf(set: TemporaryReplicaSet): Promise<number> {
  return until("there is a primary", async () => {
    const statuses = await memberStatuses(set).catch(() => []);
    const primary = statuses.find(({ state }) => state === "PRIMARY");
    const index = set.ports.findIndex((port) => memberHost(port) === primary?.host);
    return index < 0 ? undefined : index;
  });
}

/** Waits until there are one primary and two secondaries. */
function isComplete(set: TemporaryReplicaSet): Promise<true> {
  return until("all three members are up", async () => {
    const states = (await memberStatuses(set).catch(() => [])).map(({ state }) => state);
    return states.toSorted().join() === "PRIMARY,SECONDARY,SECONDARY" || undefined;
  }, 60_000);
}

Deno.test("the loss of the primary loses nothing that was acknowledged", async (t) => {
  await withReplicaSet(async (set, uri) => {
    /**
     * A step with all members up, version 1 published and a way to kill the primary. Afterwards the
     * killed member comes back and takes part again.
     */
    const step = (
      title: string,
      test: (db: Db, killPrimary: () => Promise<void>) => Promise<void>,
    ) =>
      t.step(title, async () => {
        await isComplete(set);
        await using connection = await connect(uri, testDatabase);
        await connection.db.dropDatabase({ writeConcern: { w: "majority" } });
        await publish(connection.db, storeBook, {
          trending_products: version(1),
          analytics_trends: trends(1),
        });
        const primary = await primaryOf(set);
        let killed = false;
        try {
          await test(connection.db, () => {
            killed = true;
            return set.kill(primary);
          });
          assert(killed, "no member was killed");
          assertNotEquals(await primaryOf(set), primary);
        } finally {
          if (killed) await set.restart(primary);
        }
        await isComplete(set);
      });

    await step("insertAll goes on with the new primary", async (db, killPrimary) => {
      const collection = db.collection("load");
      const size = 30_000;
      const acknowledged: number[] = [];
      let killing: Promise<void> | undefined;
      const outcome = await insertAll(collection, version(2, size), (inserted) => {
        acknowledged.push(inserted);
        if (inserted === 5000) killing = killPrimary();
      }).then((inserted) => inserted, (error: Error) => error);
      await killing;
      await primaryOf(set);
      const names = new Set(await collection.distinct("product_name"));
      const last = acknowledged.at(-1) ?? 0;
      const lost = version(2, last).filter(({ product_name }) => !names.has(product_name));
      assertEquals(lost.length, 0, "acknowledged documents are lost");
      assertEquals(outcome, size, "the load did not go on");
      assertEquals(await collection.countDocuments(), size, "documents are there twice");
    });

    const moments = [["early", 1000], ["with the last batch", 20_000]] as const;
    for (const [moment, at] of moments) {
      await step(`publish survives the loss of the primary ${moment}`, async (db, killPrimary) => {
        let killing: Promise<void> | undefined;
        const onProgress = (written: number) => {
          if (written === at) killing = killPrimary();
        };
        const versions = { trending_products: version(2, 20_000) };
        const outcome = await publish(db, storeBook, versions, { onProgress }).then(
          (written) => written,
          (error: Error) => error,
        );
        await killing;
        await primaryOf(set);
        assertEquals(outcome, 20_000);
        assertEquals(await seen(db), "20000 of version 2");
        assertEquals((await db.collection("trending_products").indexes()).length, 3);
        assertEquals(await stagingCollections(db), []);
      });
    }

    await step(
      "collections that are complete are put in place by the new primary",
      async (db, killPrimary) => {
        const next = await Edition.open(db, storeBook, ["analytics_trends"]);
        await next.put({ analytics_trends: trends(2) });
        const killing = killPrimary();
        await next.publish();
        await killing;
        assertEquals(await seenTrends(db), "10 of version 2");
        assertEquals(await stagingCollections(db), []);
      },
    );

    await step("publish can begin while there is no primary", async (db, killPrimary) => {
      await killPrimary();
      await publish(db, storeBook, { trending_products: version(2) });
      assertEquals(await seen(db), "2000 of version 2");
    });

    await t.step(
      "without a majority nothing is acknowledged and the old version stays",
      async () => {
        await isComplete(set);
        await using connection = await connect(uri, testDatabase);
        const { db } = connection;
        await publish(db, storeBook, { trending_products: version(1) });
        const primary = await primaryOf(set);
        const others = [0, 1, 2].filter((member) => member !== primary);
        try {
          await Promise.all(others.map((member) => set.kill(member)));
          const outcome = await publish(db, storeBook, { trending_products: version(2) }).then(
            () => "published",
            (error: Error) => error,
          );
          assert(outcome instanceof Error, "publish succeeded without a majority");
        } finally {
          await Promise.all(others.map((member) => set.restart(member)));
        }
        await isComplete(set);
        assertEquals(await seen(db), "2000 of version 1");
        await publish(db, storeBook, { trending_products: version(3) });
        assertEquals(await seen(db), "2000 of version 3");
        assertEquals(await stagingCollections(db), []);
      },
    );
  });
});
