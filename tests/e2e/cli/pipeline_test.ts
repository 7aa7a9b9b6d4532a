import {
  assert,
  assertEquals,
  assertGreater,
  assertGreaterOrEqual,
  assertMatch,
  assertNotEquals,
} from "@std/assert";
import { join } from "node:path";
import { type Db, MongoClient } from "mongodb";
import type { Documents } from "../../../lib/documents.ts";
import { withFolder } from "../support/folder.ts";
import { testDatabase, withEmptyDatabase } from "../support/replica_set.ts";
import { runTask, type TaskResult } from "../support/task.ts";
import { countEvents, logRows, ranked, trafficRows } from "./recount.ts";

interface Report {
  readonly ok: boolean;
  readonly phases: { name: string; ms: number; rows_in: number; rows_out: number }[];
  readonly trends: { rank: number; product_name: string; views: number }[];
  readonly evaluation: { readonly ndcg_at_3: { als: number; popularity: number } };
}

/** The report of `pipeline --json`, which must be all that is on standard output. */
function reportOf({ code, stdout, stderr }: TaskResult): Report {
  assertEquals(code, 0, stderr);
  assertMatch(stdout, /^\{.*\}\n$/);
  return JSON.parse(stdout);
}

/** Every document of a collection. */
function all<Name extends keyof Documents>(db: Db, name: Name) {
  return db.collection<Documents[Name] & { _id: unknown }>(name).find().toArray() as Promise<
    (Documents[Name] & { _id: unknown })[]
  >;
}

/** Each user's products: by user number, the names of what was ordered. */
async function ownedNames(db: Db): Promise<Map<number, Set<string>>> {
  const owned = new Map<number, Set<string>>();
  for (const { user_id, items } of await all(db, "orders")) {
    const names = owned.get(user_id) ?? new Set();
    for (const { name } of items) names.add(name);
    owned.set(user_id, names);
  }
  return owned;
}

/** Each user's recommendations, as one line per user. */
async function recommended(db: Db): Promise<string[]> {
  const users = await all(db, "users");
  return users.map(({ _id, recommendations }) => JSON.stringify([_id, recommendations])).sort();
}

const escapeCode = String.fromCharCode(27);

Deno.test("the pipeline fills the store, and its numbers add up", async (t) => {
  await withEmptyDatabase((uri) =>
    withFolder(async (dir) => {
      await using client = new MongoClient(uri);
      const db = client.db(testDatabase);
      const env = { MONGODB_URI: uri, DZ_DATA: dir };
      const first = await runTask("pipeline", ["--json"], env);

      await t.step("--json prints one object with phases, trends and evaluation", () => {
        const { ok, phases, trends, evaluation } = reportOf(first);
        assertEquals(ok, true);
        assertEquals(
          phases.map(({ name }) => name),
          ["database", "generate", "load", "trends", "recommend"],
        );
        for (const phase of phases) {
          assertEquals(Object.keys(phase).sort(), ["ms", "name", "rows_in", "rows_out"]);
          for (const value of [phase.ms, phase.rows_in, phase.rows_out]) {
            assert(Number.isInteger(value) && value >= 0, JSON.stringify(phase));
          }
        }
        assertEquals(trends.length, 10);
        const { als, popularity } = evaluation.ndcg_at_3;
        assertGreater(popularity, 0);
        assertGreater(als, 1.5 * popularity);
      });

      await t.step("the store has the size of the assignment", async () => {
        assertEquals(await db.collection("products").countDocuments(), 64);
        assertEquals(await db.collection("users").countDocuments(), 1000);
        assertEquals(await db.collection("orders").countDocuments(), 2000);
        assertGreaterOrEqual((await logRows(dir)).length, 10_000);
      });

      await t.step("analytics_trends is the top 10 of a recount of logs.csv", async () => {
        const names = new Map((await all(db, "products")).map(({ _id, name }) => [_id, name]));
        const views = new Map<string, number>();
        for (const [id, count] of countEvents(await logRows(dir), "view")) {
          views.set(names.get(id) ?? `no product ${id}`, count);
        }
        const expected = ranked(views).slice(0, 10)
          .map(([product_name, views], index) => ({ rank: index + 1, product_name, views }));
        const stored = await db.collection("analytics_trends").find({}, { sort: { rank: 1 } })
          .toArray();
        for (const document of stored) {
          assertEquals(Object.keys(document).sort(), ["_id", "product_name", "rank", "views"]);
        }
        assertEquals<unknown>(stored.map(({ _id, ...rest }) => rest), expected);
        assertEquals(reportOf(first).trends, expected);
        assert(["PlayStation 5", "iPhone 15"].includes(expected[0]?.product_name ?? ""));
        assert([...names.values()].includes("Unknown Phone"));
        assertEquals(views.get("Unknown Phone"), undefined);
      });

      await t.step("trending_products is a recount of web_traffic.csv by name", async () => {
        const expected = ranked(countEvents(await trafficRows(dir), "view"))
          .map(([product_name, count]) => ({ product_name, count }));
        const stored = await db.collection("trending_products")
          .find({}, { sort: { count: -1, product_name: 1 }, projection: { _id: 0 } }).toArray();
        assertEquals<unknown>(stored, expected);
        assertGreater(expected.length, 10);
      });

      await t.step(
        "hot_right_now holds the two products that the simulator lets rise",
        async () => {
          const { stdout } = await withFolder((other) =>
            runTask("generate", ["--no-load", "--out", other])
          );
          const names = /^Rising in the last 12 hours\n((?: {2}\S.*\n)+)/m.exec(stdout)?.[1] ?? "";
          const rising = names.trim().split(/\n +/);
          assertEquals(rising.length, 2);
          const stored = await db.collection("hot_right_now").find({}, { sort: { rank: 1 } })
            .toArray();
          assertEquals(stored.map(({ product_name }) => product_name).sort(), rising.sort());
          for (const [index, { _id, ...hot }] of stored.entries()) {
            assertEquals(Object.keys(hot), ["rank", "product_name", "views", "baseline", "score"]);
            assertEquals(hot.rank, index + 1);
            assertGreater(hot.views, hot.baseline);
          }
        },
      );

      await t.step("trend_breakdowns add up to a recount of logs.csv, each dimension", async () => {
        const rows = await logRows(dir);
        const cities = new Map(
          (await all(db, "users")).map(({ user_id, city }) => [String(user_id), city]),
        );
        const categories = new Map(
          (await all(db, "products")).map(({ _id, category }) => [String(_id), category]),
        );
        const local = (time = "") => new Date(Date.parse(time) + 3_600_000);
        const values: Record<string, (row: string[]) => string | undefined> = {
          all: () => "all",
          hour: ([time]) => String(local(time).getUTCHours()).padStart(2, "0"),
          weekday: ([time]) =>
            local(time).toLocaleDateString("en", { weekday: "long", timeZone: "UTC" }),
          category: ([, , product = ""]) => categories.get(product),
          city: ([, user = ""]) => cities.get(user),
        };
        const stored = await all(db, "trend_breakdowns");
        for (const [dimension, valueOf] of Object.entries(values)) {
          const expected = new Map<string, number>();
          for (const row of rows) {
            const key = `${valueOf(row)} ${row[3]}`;
            expected.set(key, (expected.get(key) ?? 0) + 1);
          }
          const found = stored.filter((one) => one.dimension === dimension);
          for (const { value, views, carts, buys } of found) {
            for (const [event, count] of Object.entries({ view: views, cart: carts, buy: buys })) {
              assertEquals(count, expected.get(`${value} ${event}`) ?? 0, `${value} ${event}`);
              expected.delete(`${value} ${event}`);
            }
          }
          assertEquals([...expected], [], dimension);
          assertEquals(found.map(({ position }) => position).sort((a, b) => a - b), [
            ...found.keys(),
          ]);
        }
      });

      await t.step("every user has three products to look at, none of them owned", async () => {
        const names = new Set((await all(db, "products")).map(({ name }) => name));
        const owned = await ownedNames(db);
        for (const { user_id, recommendations = [] } of await all(db, "users")) {
          assertEquals(recommendations.length, 3, `user ${user_id}`);
          for (const entry of recommendations) {
            assertEquals(Object.keys(entry).sort(), ["confidence", "product"]);
            assert(entry.confidence >= 0 && entry.confidence <= 1, `${entry.confidence}`);
            assert(names.has(entry.product), entry.product);
            assert(!owned.get(user_id)?.has(entry.product), `${user_id} owns ${entry.product}`);
          }
          const confidences = recommendations.map(({ confidence }) => confidence);
          assertEquals(confidences, confidences.toSorted((a, b) => b - a), `user ${user_id}`);
          assertEquals(new Set(recommendations.map(({ product }) => product)).size, 3);
        }
      });

      await t.step("users without orders are marked, and only they", async () => {
        const owned = await ownedNames(db);
        const users = await all(db, "users");
        for (const { user_id, recommendation_source } of users) {
          assertEquals(recommendation_source, owned.has(user_id) ? "als" : "popular");
        }
        assertGreater(users.filter((user) => user.recommendation_source === "popular").length, 10);
      });

      await t.step("total_spend is the sum of the user's completed orders", async () => {
        const spend = { $sum: "$orders.total" };
        const [result] = await db.collection("users").aggregate([
          {
            $lookup: {
              from: "orders",
              localField: "user_id",
              foreignField: "user_id",
              pipeline: [{ $match: { status: "completed" } }],
              as: "orders",
            },
          },
          {
            $group: {
              _id: null,
              users: { $sum: 1 },
              right: { $sum: { $cond: [{ $eq: ["$total_spend", spend] }, 1, 0] } },
              orders: { $sum: { $size: "$orders" } },
              dzd: { $sum: "$total_spend" },
            },
          },
        ]).toArray();
        assertEquals(result?.users, 1000);
        assertEquals(result?.right, 1000);
        assertEquals(
          result?.orders,
          await db.collection("orders").countDocuments({ status: "completed" }),
        );
        assertGreater(result?.dzd, 0);
      });

      await t.step("the total of an order is the sum of its items", async () => {
        for (const { _id, total, items } of await all(db, "orders")) {
          let sum = 0;
          for (const { unit_price, quantity } of items) sum += unit_price * quantity;
          assertEquals(total, sum, String(_id));
        }
      });

      await t.step("every order line has its buy event", async () => {
        const bought = new Map<string, number>();
        for (const [, user, product, event] of await logRows(dir)) {
          const key = `${user} ${product}`;
          if (event === "buy") bought.set(key, (bought.get(key) ?? 0) + 1);
        }
        const ordered = new Map<string, number>();
        for (const { user_id, items } of await all(db, "orders")) {
          for (const { product_id } of items) {
            const key = `${user_id} ${product_id}`;
            ordered.set(key, (ordered.get(key) ?? 0) + 1);
          }
        }
        assertEquals(ranked(bought), ranked(ordered));
        assertGreater(bought.size, 1000);
      });

      await t.step("the indexes are there and nothing else is left", async () => {
        const expected = {
          products: ['{"_id":1}', '{"name":1} unique'],
          users: ['{"_id":1}', '{"city":1,"total_spend":-1}', '{"user_id":1} unique'],
          orders: ['{"_id":1}', '{"user_id":1,"created_at":-1}'],
          analytics_trends: ['{"_id":1}', '{"rank":1} unique'],
          trending_products: ['{"_id":1}', '{"count":-1}', '{"product_name":1} unique'],
          hot_right_now: ['{"_id":1}', '{"rank":1} unique'],
          trend_breakdowns: ['{"_id":1}', '{"dimension":1,"position":1} unique'],
        };
        const collections = await db.listCollections({}, { nameOnly: true }).toArray();
        assertEquals(collections.map(({ name }) => name).sort(), Object.keys(expected).sort());
        for (const [name, indexes] of Object.entries(expected)) {
          const found = (await db.collection(name).indexes())
            .map(({ key, unique }) => JSON.stringify(key) + (unique ? " unique" : ""));
          assertEquals(found.sort(), indexes, name);
        }
        const files = [...Deno.readDirSync(dir)].map(({ name }) => name);
        assertEquals(files.sort(), ["charts", "logs.csv", "web_traffic.csv"]);
      });

      await t.step("--keep-data leaves the logs and finds the same again", async () => {
        const recommendations = await recommended(db);
        const logs = await Deno.readFile(join(dir, "logs.csv"));
        const { mtime } = await Deno.stat(join(dir, "logs.csv"));
        const again = reportOf(await runTask("pipeline", ["--keep-data", "--json"], env));
        assertEquals(await Deno.readFile(join(dir, "logs.csv")), logs);
        assertEquals((await Deno.stat(join(dir, "logs.csv"))).mtime, mtime);
        assertEquals(again.phases.map(({ name }) => name), ["database", "trends", "recommend"]);
        assertEquals(again.trends, reportOf(first).trends);
        assertEquals(again.evaluation, reportOf(first).evaluation);
        const changed = (await recommended(db)).filter((line, i) => line !== recommendations[i]);
        assertEquals(changed.length, 0, `other recommendations for ${changed.length} users`);
      });

      for (const NO_COLOR of ["1", ""]) {
        await t.step(`plain output with NO_COLOR="${NO_COLOR}" is lines for a person`, async () => {
          const { code, stdout, stderr } = await runTask("pipeline", ["--keep-data"], {
            ...env,
            NO_COLOR,
          });
          assertEquals(code, 0, stderr);
          for (const text of [stdout, stderr]) {
            assertEquals(text.includes(escapeCode), false, "it has escape codes");
            assertEquals(text.includes("\r"), false, "it has carriage returns");
          }
          assertMatch(stdout, /^ *1 (PlayStation 5|iPhone 15) +█{40} \d+$/m);
          assertEquals(stdout.match(/^ *\d+ .*█.* [\d,]+$/gm)?.length, 10);
          assertEquals(stdout.match(/^ *user_\d+ \S+/gm)?.length, 3);
          assertEquals(
            stdout.match(/^ {2,}\S.* (0\.\d\d|1\.00)( {2}because of \S.*)?$/gm)?.length,
            9,
          );
          assertMatch(stdout, /\bALS\b.* beats? popularity\b/);
          assert(!/\bNOT\b/.test(stdout), stdout);
          assertMatch(stdout, /^What next\n(.*\n)*.*deno task servers stop/m);
          assertMatch(await Deno.readTextFile(join(dir, "charts", "trends.svg")), /^<svg /);
        });
      }

      await t.step("a changed price changes no order, and publishing again neither", async () => {
        const orders = await all(db, "orders");
        const [item] = orders[0]?.items ?? [];
        const product = { name: item?.name ?? "" };
        await db.collection("products").updateOne(product, { $inc: { price: 12_345 } });
        for (const task of ["trends", "recs"]) {
          const { code, stderr } = await runTask(task, [], env);
          assertEquals(code, 0, stderr);
        }
        assertEquals(await all(db, "orders"), orders);
        const changed = await db.collection("products").findOne(product);
        assertNotEquals(changed?.price, item?.unit_price);
        assertGreater(changed?.price, 12_345);
      });
    })
  );
});

Deno.test("the pipeline starts a replica set of its own, which goes on and can be removed", async () => {
  await withFolder(async (dir) => {
    const env = { DZ_DATA: dir };
    const db = async (...args: string[]) => {
      const { code, stdout, stderr } = await runTask("db", args, env);
      assertEquals(code, 0, stderr);
      return stdout;
    };
    const status = async () =>
      JSON.parse(await db("status", "--json")) as {
        running: boolean;
        members: { state: string; pid: number | null }[];
      };
    try {
      const size = ["--users", "100", "--orders", "200", "--events", "2000"];
      assertEquals(reportOf(await runTask("pipeline", [...size, "--json"], env)).ok, true);
      const { running, members } = await status();
      assertEquals(running, true);
      assertEquals(
        members.map(({ state }) => state).sort(),
        ["PRIMARY", "SECONDARY", "SECONDARY"],
      );
      const { uri, database } = JSON.parse(await db("uri", "--json", "--read-only"));
      await using client = new MongoClient(uri);
      assertEquals(database, "dzstore_db");
      assertEquals(await client.db(database).collection("users").countDocuments(), 100);
      assertMatch(await db("stop"), /Stopped 3 members/);
      const stopped = await status();
      assertEquals(stopped.running, false);
      assertEquals(stopped.members.map(({ pid }) => pid), [null, null, null]);
    } finally {
      await db("reset");
    }
    assertEquals([...Deno.readDirSync(dir)].some(({ name }) => name === "mongo"), false);
  });
});
