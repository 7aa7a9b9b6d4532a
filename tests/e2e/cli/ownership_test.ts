import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { type Db, type Document, MongoClient } from "mongodb";
import { storeBook } from "../../../lib/documents.ts";
import { toMongoSchema } from "../../../lib/mongo/json_schema.ts";
import { withAdmin } from "../../../lib/mongo/server/replica_set.ts";
import { withFolder } from "../support/folder.ts";
import { testDatabase, withEmptyDatabase } from "../support/replica_set.ts";
import { runTask } from "../support/task.ts";
import { assertOneLine } from "./one_line.ts";

const small = ["--users", "60", "--events", "1500"];

/** Everything in a database, by name: what it is, its documents and its indexes. */
async function contentsOf(db: Db): Promise<Record<string, unknown>> {
  const found = await db.listCollections({}, { nameOnly: false }).toArray();
  const entries = found.filter(({ name }) => !name.startsWith("system."))
    .map(async ({ name, type = "" }) =>
      [name, {
        type,
        documents: await db.collection(name).find({}, { sort: { _id: 1 } }).toArray(),
        indexes: type === "collection" ? await db.collection(name).indexes() : [],
      }] as const
    );
  return Object.fromEntries((await Promise.all(entries)).sort());
}

const names = (db: Db) =>
  db.listCollections({}, { nameOnly: true }).toArray()
    .then((all) =>
      all.map(({ name }) => name).filter((name) => !name.startsWith("system.")).sort()
    );

Deno.test("what the kit did not publish is replaced only when told", async (t) => {
  await withEmptyDatabase((uri, set) =>
    withFolder(async (dir) => {
      await using client = new MongoClient(uri);
      const db = client.db(testDatabase);
      const env = { MONGODB_URI: uri, DZ_DATA: dir };
      const task = (name: string, ...args: string[]) => runTask(name, args, env);
      const succeed = async (name: string, ...args: string[]) => {
        const { code, stderr, stdout } = await task(name, ...args);
        assertEquals(code, 0, stderr);
        return stdout;
      };

      await t.step(
        "a user's own collections are refused by name, with their number, by all tasks",
        async () => {
          await db.collection<Document & { _id: string }>("users")
            .insertOne({ _id: "real-1", email: "a@b.dz" });
          await db.collection("users").createIndex({ email: 1 }, { unique: true });
          await db.collection("orders").insertMany([{ invoice: 1 }, { invoice: 2 }]);
          await db.collection("products__staging_area").insertOne({ shelf: 1 });
          await db.collection("hot_right_now").insertOne({ chili: true });
          await db.collection("orders_fast").insertOne({ fast: true });
          const before = await contentsOf(db);
          const refused: [RegExp, string, ...string[]][] = [
            [/orders \(2 documents\), users \(1 document\).*--replace/, "generate", ...small],
            [/hot_right_now \(1 document\).*users \(1 document\)/, "pipeline", ...small],
            [/did not make users \(1 document\) there\./, "recs"],
            [/users \(1 document\).*run `deno task pipeline --replace`/, "notebooks", "run", "0"],
            [/orders_fast \(1 document\)/, "cap", "latency", "--orders", "5", "--rounds", "1"],
          ];
          for (const [message, name, ...args] of refused) {
            const result = await task(name, ...args);
            if (name === "pipeline") assertMatch(result.stderr, message);
            else assertOneLine(result, { code: 1, message });
            assertEquals(await contentsOf(db), before, name);
          }
          assertEquals([...Deno.readDirSync(dir)], []); // not even the logs
        },
      );

      await t.step(
        "--replace replaces them, and a name that only begins like one of ours stays",
        async () => {
          await succeed("generate", ...small, "--replace");
          assertEquals(await db.collection("users").countDocuments(), 60);
          assertEquals(await names(db), [
            ...["hot_right_now", "orders", "orders_fast", "products", "products__staging_area"],
            "users",
          ]);
          assertOneLine(await task("trends"), { code: 1, message: /hot_right_now \(1 document\)/ });
          assertStringIncludes(
            await succeed("trends", "--replace"),
            `published in ${testDatabase}`,
          );
          assertEquals(await db.collection("products__staging_area").countDocuments(), 1);
        },
      );

      await t.step(
        "a view and a time series are found out before anything is replaced",
        async () => {
          await db.dropCollection("analytics_trends");
          await db.createCollection("analytics_trends", { viewOn: "products", pipeline: [] });
          await db.dropCollection("trend_breakdowns");
          await db.createCollection("trend_breakdowns", { timeseries: { timeField: "at" } });
          await db.collection("trend_breakdowns").insertOne({ at: new Date() });
          const before = await contentsOf(db);
          for (const follow of [[], ["--follow", "--once"]]) {
            assertOneLine(await task("trends", ...follow), {
              code: 1,
              message:
                /analytics_trends \(a view of 64 documents\).*trend_breakdowns \(a time series of 1 document\)/,
            });
            assertEquals(await contentsOf(db), before);
          }
          await succeed("trends", "--replace");
          assertEquals(await db.collection("analytics_trends").countDocuments(), 10);
          await succeed("trends"); // they are ours now
        },
      );

      await t.step("collections of an earlier version of the kit are ours", async () => {
        for (const [name, { schema }] of Object.entries(storeBook)) {
          await db.command({ collMod: name, validator: { $jsonSchema: toMongoSchema(schema) } });
        }
        await succeed("pipeline", ...small);
      });

      await t.step("a student's own indexes stay, and one that does not fit is named", async () => {
        await db.collection("users").createIndex({ name: "text" });
        await db.collection("users").createIndex({ city: 1 }, { sparse: true, name: "by city" });
        const before = await db.collection("users").listIndexes().toArray();
        await succeed("pipeline", ...small, "--seed", "7");
        const after = await db.collection("users").listIndexes().toArray();
        const byName = (indexes: Document[]) => indexes.map(({ name }) => name).sort();
        assertEquals(byName(after), byName(before));
        assertEquals(
          after.find(({ name }) => name === "by city"),
          before.find(({ name }) => name === "by city"),
        );
        await db.collection("trending_products").createIndex({ "count": 1, "product_name": -1 });
        await db.collection("products").createIndex({ category: 1, _id: 1 }, { unique: true });
        await db.collection("orders").deleteMany({ status: { $ne: "cancelled" } });
        const [kept] = await db.collection("orders").find().toArray();
        await db.collection("orders").deleteMany(kept ? { _id: { $ne: kept._id } } : {});
        await db.collection("orders").createIndex({ status: 1 }, { unique: true });
        const old = await contentsOf(db);
        assertOneLine(await task("generate", ...small), {
          code: 1,
          message: /publish orders: the index status_1, .*E11000.*--replace/,
        });
        assertEquals(await contentsOf(db), old);
        await succeed("generate", ...small, "--replace");
        assertEquals((await db.collection("orders").indexes()).length, 2);
      });

      await t.step("a document of a foreign shape is one line with its _id and field", async () => {
        const without = { bypassDocumentValidation: true };
        const cases: [string, Document, string[], RegExp][] = [
          [
            "orders",
            { _id: "inv-1", invoice: 1 },
            ["recs"],
            /orders of .*"inv-1", user_id is missing/,
          ],
          [
            "orders",
            { _id: "o2", user_id: 101.5, items: [] },
            ["evaluate"],
            /"o2", user_id is 101.5/,
          ],
          ["users", { _id: "u3", user_id: 7 }, ["recs"], /users of .*"u3", city is missing/],
          [
            "users",
            { _id: "user_9", user_id: 9, city: "Oran", total_spend: 900_000, name: 1 },
            ["vip"],
            /users of .*user_id 9.*name is 1/,
          ],
          ["products", { _id: 4, name: "x" }, ["trends"], /products of .* 4, _id is 4/],
        ];
        for (const [name, document, [task_ = "", ...args], message] of cases) {
          await db.collection<Document>(name).insertOne(document, without);
          assertOneLine(await task(task_, ...args), { code: 1, message });
          await db.collection<Document>(name).deleteOne({ _id: document["_id"] });
        }
      });

      await t.step("who has rights on one database only is told so, and which", async () => {
        const shop = "shop_db";
        await withAdmin(set, async (admin) => {
          await admin.command({
            createUser: "shopkeeper",
            pwd: "s3cret",
            roles: [{ role: "readWrite", db: shop }, { role: "dbAdmin", db: shop }],
          });
        });
        const own = uri.replace(/\/\/.*?@/, "//shopkeeper:s3cret@");
        try {
          const elsewhere = { MONGODB_URI: own, DZ_DATA: dir, DZ_DATABASE: "dzstore_db" };
          const result = await runTask("generate", small, elsewhere);
          assertOneLine(result, {
            code: 1,
            message: /shopkeeper may not use the database dzstore_db, .* DZ_DATABASE=shop_db/,
          });
          const inPath = own.replace(`/${testDatabase}?`, `/${shop}?`);
          const done = await runTask("generate", small, { MONGODB_URI: inPath, DZ_DATA: dir });
          assertEquals(done.code, 0, done.stderr);
          assertMatch(done.stdout, /into shop_db/);
        } finally {
          await withAdmin(set, async (admin) => {
            await admin.command({ dropUser: "shopkeeper" });
          });
          await withAdmin(set, async (admin) => {
            await admin.client.db(shop).dropDatabase();
          });
        }
      });
    })
  );
});
