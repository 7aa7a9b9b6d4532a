import { assert, assertEquals, assertRejects } from "@std/assert";
import { MongoClient, MongoServerError } from "mongodb";
import { profiled } from "../../../lib/mongo/measure/profiled.ts";
import { replicaSetUri } from "../../../lib/mongo/server/replica_set.ts";
import { testDatabase, withEmptyDatabase } from "../support/replica_set.ts";

const comment = "profiled test";

Deno.test("profiled tells what the server did for a query", async (t) => {
  await withEmptyDatabase(async (uri, set) => {
    await using client = new MongoClient(uri);
    const db = client.db(testDatabase), numbers = db.collection("numbers");
    await numbers.insertMany(Array.from({ length: 500 }, (_, n) => ({ n })));
    await numbers.createIndex({ n: 1 });
    const level = async () => {
      const { was, slowms, sampleRate, filter } = await db.command({ profile: -1 });
      return { was, slowms, sampleRate, filter };
    };
    const profiles = () => db.listCollections({ name: "system.profile" }).toArray();

    await t.step("over all batches, and of no other query", async () => {
      const noted = await profiled(db, comment, async () => {
        await numbers.find({ n: 3 }).toArray();
        await numbers.find({ n: { $lt: 300 } }, { comment, batchSize: 200 }).toArray();
      });
      assert(noted);
      assertEquals(noted.command.filter, { n: { $lt: 300 } });
      assertEquals(noted.plan, "IXSCAN { n: 1 }");
      const { keys_examined, docs_examined, docs_returned, sent_bytes } = noted;
      assertEquals([keys_examined, docs_examined, docs_returned], [300, 300, 300]);
      assert(sent_bytes > 300 * 30, `${sent_bytes}`);
    });

    await t.step("and leaves no trace of a profiler that was off", async () => {
      assertEquals((await level()).was, 0);
      assertEquals(await profiles(), []);
    });

    await t.step("also if the query fails", async () => {
      const query = () => numbers.find({ $no: 1 }, { comment }).toArray();
      await assertRejects(
        () => profiled(db, comment, query),
        MongoServerError,
        "unknown top level operator",
      );
      assertEquals((await level()).was, 0);
    });

    await t.step("and puts one back that was on", async () => {
      await db.command({ profile: 1, slowms: 5000, sampleRate: 0.5 });
      const before = await level();
      await profiled(db, comment, () => numbers.find({ n: 1 }, { comment }).toArray());
      assertEquals(await level(), before);
      assertEquals((await profiles()).length, 1);
    });

    await t.step("but not a user who may not ask", async () => {
      await using reader = new MongoClient(replicaSetUri(set, "reader", testDatabase));
      const query = () => Promise.reject(new TypeError("must not run"));
      assertEquals(await profiled(reader.db(testDatabase), comment, query), undefined);
    });
  });
});
