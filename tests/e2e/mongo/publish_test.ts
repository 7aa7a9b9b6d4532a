import { assert, assertEquals, assertGreater, assertRejects } from "@std/assert";
import type { Db, Document } from "mongodb";
import { storeBook, type TrendingProduct } from "../../../lib/documents.ts";
import { DzError } from "../../../lib/base/errors.ts";
import { connect } from "../../../lib/mongo/connect.ts";
import { withDatabase } from "../../../lib/mongo/database.ts";
import { PublishInterruptedError } from "../../../lib/mongo/errors.ts";
import { publish } from "../../../lib/mongo/publish.ts";
import { Edition } from "../../../lib/mongo/publishing/edition.ts";
import { validatorOf } from "../../../lib/mongo/publishing/mark.ts";
import { type Register, registerName } from "../../../lib/mongo/publishing/register.ts";
import { retryWhenReplaced } from "../../../lib/mongo/retry_when_replaced.ts";
import { stagingCollections } from "../../../lib/mongo/publishing/staging_names.ts";
import { versionOf } from "../../../lib/mongo/publishing/version_of.ts";
import {
  type ReplicaSet,
  replicaSetUri,
  withAdmin,
} from "../../../lib/mongo/server/replica_set.ts";
import { readSettings } from "../../../lib/base/settings.ts";
import { watchOutput } from "../support/output.ts";
import { testDatabase, withEmptyDatabase } from "../support/replica_set.ts";
import { startScript } from "../support/task.ts";
import { until } from "../support/until.ts";
import { seen, seenTrends, trends, version, versionSize } from "./versions.ts";

Deno.test("publish replaces collections whole, whatever happens on the way", async (t) => {
  await withEmptyDatabase(async (uri, set) => {
    /** A step that begins with version 1 of `trending_products` and nothing else. */
    const step = (title: string, test: (db: Db) => Promise<void>) =>
      t.step(title, async () => {
        await using connection = await connect(uri, testDatabase);
        await connection.db.dropDatabase();
        await publish(connection.db, storeBook, { trending_products: version(1) });
        await test(connection.db);
      });

    await step("the new version has the validator and the indexes of documents.ts", async (db) => {
      await publish(db, storeBook, { trending_products: version(2), analytics_trends: trends(2) });
      assertEquals(await seen(db), `${versionSize} of version 2`);
      assertEquals(await seenTrends(db), "10 of version 2");
      for (const name of ["trending_products", "analytics_trends"] as const) {
        const [info] = await db.listCollections({ name }, { nameOnly: false }).toArray();
        const options = (info as { options?: Document } | undefined)?.options;
        const { indexes } = storeBook[name];
        assertEquals(options?.validator, validatorOf(storeBook[name]));
        const listed = await db.collection(name).indexes();
        assertEquals(
          listed.map(({ key, unique }) => ({ key, unique: unique ?? false })),
          [
            { key: { _id: 1 }, unique: false },
            ...indexes.map((index) => ({
              key: index.key,
              unique: "unique" in index && index.unique,
            })),
          ],
        );
      }
    });

    await step("the number of documents is returned and progress counts up to it", async (db) => {
      const progress: number[] = [];
      const published = await publish(
        db,
        storeBook,
        { trending_products: version(2), analytics_trends: trends(2) },
        { onProgress: (written) => void progress.push(written) },
      );
      assertEquals(published, versionSize + 10);
      assertEquals(progress, [...new Set(progress)].sort((a, b) => a - b));
      assertEquals([progress.length, progress.at(-1)], [3, versionSize + 10]);
    });

    await step("a version without documents is an empty collection with indexes", async (db) => {
      assertEquals(await publish(db, storeBook, { trending_products: [] }), 0);
      assertEquals(await seen(db), "nothing");
      assertEquals((await db.collection("trending_products").indexes()).length, 3);
    });

    await step("a reader sees one whole version at any time", async (db) => {
      await using other = await connect(uri, testDatabase);
      let reading = true;
      const sights = new Set<string>();
      const counts = new Set<number>();
      const reader = async (look: () => Promise<void>) => {
        while (reading) await look();
      };
      const collection = other.db.collection("trending_products");
      const readers = Promise.all([
        reader(async () => void sights.add(await seen(other.db))),
        reader(async () => {
          const [sum] = await retryWhenReplaced(
            () => collection.aggregate([{ $group: { _id: null, n: { $sum: 1 } } }]).toArray(),
          );
          counts.add(sum?.n ?? 0);
        }),
      ]);
      try {
        for (let n = 2; n <= 14; n++) {
          await publish(db, storeBook, { trending_products: version(n) });
        }
      } finally {
        reading = false;
        await readers;
      }
      assertGreater(sights.size, 3, "the reader hardly saw a change");
      for (const sight of sights) {
        assert(
          new RegExp(`^${versionSize} of version \\d+$`).test(sight),
          `a reader saw ${sight}`,
        );
      }
      assertEquals([...counts], [versionSize]);
    });

    await step("a cursor that is open during a replacement is run again", async (db) => {
      const collection = db.collection<TrendingProduct>("trending_products");
      let tries = 0;
      const documents = await retryWhenReplaced(async () => {
        tries++;
        const cursor = collection.find({}, { batchSize: 10 });
        const first = await cursor.next();
        if (tries === 1) await publish(db, storeBook, { trending_products: version(2) });
        return [first, ...await cursor.toArray()];
      });
      assertEquals(tries, 2);
      assertEquals(documents.map((document) => document?.count), Array(versionSize).fill(2));
    });

    await step("a fill that throws leaves the old version and no litter", async (db) => {
      const failure = new Error("the source broke");
      const source = function* () {
        yield* version(2).slice(0, 1200);
        throw failure;
      };
      const error = await assertRejects(() =>
        publish(db, storeBook, { trending_products: source() })
      );
      assertEquals(error, failure);
      assertEquals(await seen(db), `${versionSize} of version 1`);
      assertEquals(await stagingCollections(db), []);
    });

    await step("if the second collection fails, the first stays old", async (db) => {
      await publish(db, storeBook, { analytics_trends: trends(1) });
      const invalid = trends(2).map((trend) => ({ ...trend, rank: trend.rank - 1 }));
      await assertRejects(() =>
        publish(db, storeBook, { trending_products: version(2), analytics_trends: invalid })
      );
      assertEquals(await seen(db), `${versionSize} of version 1`);
      assertEquals(await seenTrends(db), "10 of version 1");
      assertEquals(await stagingCollections(db), []);
    });

    await step("documents that break a unique index leave the old version", async (db) => {
      const twice = [...version(2), ...version(2)];
      await assertRejects(() => publish(db, storeBook, { trending_products: twice }));
      assertEquals(await seen(db), `${versionSize} of version 1`);
      assertEquals(await stagingCollections(db), []);
    });

    await step(
      "what was made of a collection that was replaced meanwhile is not published",
      async (db) => {
        await publish(db, storeBook, { analytics_trends: trends(1) });
        const madeFrom = await versionOf(db, "analytics_trends");
        await publish(db, storeBook, { analytics_trends: trends(2) });
        await assertRejects(
          () =>
            publish(db, storeBook, { trending_products: version(2) }, {
              unlessChanged: { analytics_trends: madeFrom },
            }),
          PublishInterruptedError,
          "has published analytics_trends meanwhile",
        );
        assertEquals(await stagingCollections(db), []);
      },
    );

    await step("the caller's documents are not changed", async (db) => {
      const documents = version(2).map((document) => Object.freeze(document));
      await publish(db, storeBook, { trending_products: Object.freeze(documents) });
      assertEquals(documents, version(2));
    });

    await step("of two publishers at once one wins and the other is told", async (db) => {
      await using other = await connect(uri, testDatabase);
      const litter = ["trending_products__staging_00000a11", "trending_products__staging_00000b22"];
      for (let round = 0; round < 8; round++) {
        for (const name of litter) await db.createCollection(name);
        const [first, second] = [10 + 2 * round, 11 + 2 * round];
        const results = await Promise.allSettled([
          publish(db, storeBook, { trending_products: version(first) }),
          publish(other.db, storeBook, { trending_products: version(second) }),
        ]);
        const failed = results.filter((result) => result.status === "rejected");
        for (const { reason } of failed) {
          assert(reason instanceof PublishInterruptedError, `the loser got ${reason}`);
        }
        assert(failed.length < 2, "both failed");
        const winners = [first, second].filter((_, i) => results[i]?.status === "fulfilled");
        const possible = winners.map((n) => `${versionSize} of version ${n}`);
        const sight = await seen(db);
        assert(possible.includes(sight), `${sight}, expected ${possible.join(" or ")}`);
        assertEquals((await db.collection("trending_products").indexes()).length, 3);
        assertEquals(await stagingCollections(db), []);
      }
    });

    const edition = async (db: Db, n: number) => {
      const made = await Edition.open(db, storeBook, ["trending_products"]);
      await made.put({ trending_products: version(n) });
      return made;
    };

    await step("two editions are made side by side, and the later one stays", async (db) => {
      const early = await edition(db, 2), late = await edition(db, 3);
      await early.publish();
      assertEquals(await seen(db), `${versionSize} of version 2`);
      await late.publish();
      assertEquals(await seen(db), `${versionSize} of version 3`);
      assertEquals(await db.listCollections().toArray().then((all) => all.length), 1);
    });

    await step(
      "an edition that was taken for one of a dead run is not put in place",
      async (db) => {
        const early = await edition(db, 2);
        const register = db.collection<Register>(registerName);
        const [run] = Object.keys((await register.findOne())?.runs ?? {});
        await register.updateOne({}, { $unset: { [`runs.${run}.owner`]: "" } });
        const late = await edition(db, 3);
        await assertRejects(() => early.publish(), PublishInterruptedError, "trending_products");
        assertEquals(await seen(db), `${versionSize} of version 1`);
        await late.publish();
        assertEquals(await seen(db), `${versionSize} of version 3`);
      },
    );

    await step("documents that do not fit fail with an error that a user can read", async (db) => {
      const settings = readSettings({ MONGODB_URI: uri, DZ_DATABASE: testDatabase });
      const invalid = version(2).map((document) => ({ ...document, count: -1 }));
      const error = await assertRejects(() =>
        withDatabase(
          settings,
          "owner",
          () => {},
          (db) => publish(db, storeBook, { trending_products: invalid }),
        )
      );
      assert(error instanceof DzError, `it was ${error}`);
      assert(/^[^\n]*count[^\n]*$/.test(error.message), error.message);
      assertEquals(await seen(db), `${versionSize} of version 1`);
    });

    const killed = [
      { stopAt: "inserting", sign: "1000", whole: /^2000 of version 1$/, litter: 1 },
      { stopAt: "staged", sign: "staged", whole: /^2000 of version 1$/, litter: 1 },
      { stopAt: "the second collection", sign: "second", whole: /^2000 of version 1$/, litter: 2 },
      ...[1, 2, 5].map((n) => ({
        stopAt: "publishing over and over",
        sign: `published ${n}\n`,
        whole: /^200 of version \d+$/,
        litter: undefined,
      })),
    ];
    for (const { stopAt, sign, whole, litter } of killed) {
      await step(`killed at ${stopAt} (${sign.trim()}), the old version stays`, async (db) => {
        const MONGODB_URI = replicaSetUri(set, "admin", testDatabase);
        const child = startScript("tests/e2e/mongo/publisher.ts", [stopAt], { MONGODB_URI });
        const output = watchOutput(child);
        try {
          await until(`the publisher prints ${sign}`, () => {
            if (output.err.includes("error")) throw new Error(output.err);
            return output.out.includes(sign);
          });
        } finally {
          child.kill("SIGKILL");
          await child.status;
          await output.ended;
        }
        const sight = await seen(db);
        assert(whole.test(sight), `a reader saw ${sight}`);
        assertEquals(await seenTrends(db), "nothing");
        // The server may still carry out what the dead process had sent.
        await until("the server has closed its connections", () => isDisconnected(set));
        if (litter) assertEquals((await stagingCollections(db)).length, litter);
        await publish(db, storeBook, {
          trending_products: version(9),
          analytics_trends: trends(9),
        });
        assertEquals(await seen(db), `${versionSize} of version 9`);
        assertEquals(await stagingCollections(db), []);
      });
    }
  });
});

/** Whether no connection of `publisher.ts`, which logs in as the administrator, is left. */
function isDisconnected(set: ReplicaSet): Promise<boolean> {
  return withAdmin(set, async (admin) => {
    const connections = await admin.aggregate([
      { $currentOp: { allUsers: true, idleConnections: true } },
      { $match: { appName: "dzstore", "effectiveUsers.user": set.users.admin.user } },
    ]).toArray();
    return connections.length === 0;
  });
}
