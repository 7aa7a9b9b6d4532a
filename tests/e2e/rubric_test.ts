/** Each check of the rubric passes for a real store, and fails when what it looks at is broken. */
import { printAside } from "../../lib/base/print.ts";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { join } from "node:path";
import { type Db, MongoClient } from "mongodb";
import { blackFridayOrder } from "../../lib/cap/writes/orders.ts";
import type { Order, Product, User } from "../../lib/documents.ts";
import { random } from "../../lib/base/random.ts";
import type { Criterion, Subject } from "../../lib/rubric/check.ts";
import { mark } from "../../lib/rubric/mark.ts";
import { storeCriteria } from "../../lib/rubric/store/criteria.ts";
import { projectDir, readSettings } from "../../lib/base/settings.ts";
import { startDashboardBeside } from "../../lib/submission/dashboard_beside.ts";
import { drawn } from "../support/drawn.ts";
import { withFolder } from "./support/folder.ts";
import { testDatabase, withEmptyDatabase } from "./support/replica_set.ts";
import { runTask } from "./support/task.ts";
import { until } from "./support/until.ts";

/** A way to break what a check looks at, and what its evidence then says. */
interface Breach {
  readonly check: string;
  readonly what: string;
  readonly broken: (subject: Subject) => Promise<Subject | void> | Subject;
  readonly evidence: RegExp;
}

const users = (db: Db) => db.collection<User>("users");
const edit =
  (name: string, change: (line: string) => string | undefined) => async (subject: Subject) => {
    const path = join(subject.dataDir, name);
    const [header = "", ...lines] = (await Deno.readTextFile(path)).split("\n");
    const changed = lines.flatMap((line) => change(line) ?? []);
    await Deno.writeTextFile(path, [header, ...changed].join("\n"));
  };
/** Leaves the first matching line out. */
const without = (part: string) => {
  let isOut = false;
  return (line: string) => (!isOut && line.includes(part) ? (isOut = true, undefined) : line);
};

const breaches: readonly Breach[] = [
  {
    check: "Products have specs",
    what: "a collection without its validator",
    broken: ({ db }) => db.command({ collMod: "products", validator: {} }).then(() => {}),
    evidence: /a \w+ with the specs of a \w+ was accepted/,
  },
  {
    check: "Products have specs",
    what: "one shape for all",
    broken: ({ db }) =>
      db.collection<Product>("products").updateMany({}, {
        $set: { specs: { color: "red" } as never },
      }, {
        bypassDocumentValidation: true,
      }).then(() => {}),
    evidence: /^64 products, 1 shape of specs; 50 and 5 are asked for/,
  },
  {
    check: "Orders keep products",
    what: "an item whose price was changed later",
    broken: ({ db }) =>
      db.collection<Order>("orders").updateOne({ status: "completed" }, {
        $inc: { "items.0.unit_price": 1 },
      }).then(() => {}),
    evidence: /order_\d+ has [\d]+ DZD, its items/,
  },
  {
    check: "Orders keep products",
    what: "a user with more spent than bought",
    broken: ({ db }) => users(db).updateOne({}, { $inc: { total_spend: 1 } }).then(() => {}),
    evidence: /user_\d+ has \d+ DZD, orders \d+/,
  },
  {
    check: "Orders keep products",
    what: "items that only name the product",
    broken: ({ db }) =>
      db.collection<Order>("orders").updateOne({}, { $unset: { "items.0.specs": 1 } }, {
        bypassDocumentValidation: true,
      }).then(() => {}),
    evidence: /has an item without a snapshot/,
  },
  {
    check: "Black Friday orders",
    what: "a lost order",
    broken: ({ db }) =>
      db.collection("orders_fast").deleteOne({ order_id: "BF_17" }).then(() => {}),
    evidence: /orders_fast has 99 orders; BF_17 is missing/,
  },
  {
    check: "Black Friday orders",
    what: "a wrong total",
    broken: ({ db }) =>
      db.collection("orders_secure").updateOne({ order_id: "BF_3" }, { $inc: { total: 1 } })
        .then(() => {}),
    evidence: /the total of BF_3 is wrong/,
  },
  {
    check: "The VIPs are found",
    what: "no index",
    broken: ({ db }) => users(db).dropIndex("city_1_total_spend_-1").then(() => {}),
    evidence: /COLLSCAN examined 1,000 documents/,
  },
  {
    check: "The VIPs are found",
    what: "nobody to find",
    broken: ({ db }) => users(db).updateMany({}, { $set: { total_spend: 0 } }).then(() => {}),
    evidence: /^0 VIPs/,
  },
  {
    check: "analytics_trends is",
    what: "a view that was not counted",
    broken: ({ db }) =>
      db.collection("analytics_trends").updateOne({ rank: 4 }, { $inc: { views: -1 } })
        .then(() => {}),
    evidence: /^rank 4 is .+ views, recounted /,
  },
  {
    check: "analytics_trends is",
    what: "a rank that is missing",
    broken: ({ db }) => db.collection("analytics_trends").deleteOne({ rank: 10 }).then(() => {}),
    evidence: /9 ranks published/,
  },
  {
    check: "analytics_trends is",
    what: "no log",
    broken: (subject) => ({ ...subject, dataDir: join(subject.dataDir, "nothing") }),
    evidence: /^Cannot read .*logs\.csv: no such file/,
  },
  {
    check: "trending_products is",
    what: "a view more in the tracker's log",
    broken: edit("web_traffic.csv", without(",iPhone 15,view")),
    evidence: /^iPhone 15 has \d+ views, recounted \d+/,
  },
  {
    check: "trending_products is",
    what: "a product that was left out",
    broken: ({ db }) =>
      db.collection("trending_products").deleteOne({ product_name: "iPhone 15" }).then(() => {}),
    evidence: /^62 products published, 63 recounted/,
  },
  {
    check: "No event is lost",
    what: "an hour that was left out",
    broken: ({ db }) =>
      db.collection("trend_breakdowns").deleteOne({ dimension: "hour", position: 20 })
        .then(() => {}),
    evidence: /^\d+ views by hour, \d+ in the log/,
  },
  {
    check: "No event is lost",
    what: "a purchase without its event",
    broken: edit("logs.csv", without(",buy")),
    evidence: /^\d+ buys by hour, \d+ in the log/,
  },
  {
    check: "No event is lost",
    what: "an order without its events",
    broken: ({ db }) =>
      db.collection<Order>("orders").deleteOne({ status: "cancelled" }).then(() => {}),
    evidence: /[\d,]+ buys of the log .*; 2,\d+ order lines were bought/,
  },
  {
    check: "Every user has 3",
    what: "a product that the user owns",
    broken: async ({ db }) => {
      const order = await db.collection<Order>("orders").findOne({});
      await users(db).updateOne({ user_id: order?.user_id ?? 0 }, {
        $set: { "recommendations.2.product": order?.items[0]?.name ?? "" },
      });
    },
    evidence: /^999 of 1,000 users have .*which they own/,
  },
  {
    check: "Every user has 3",
    what: "a user with two",
    broken: ({ db }) => users(db).updateOne({}, { $pop: { recommendations: 1 } }).then(() => {}),
    evidence: /has 2 recommendations/,
  },
  {
    check: "Every user has 3",
    what: "the best one last",
    broken: ({ db }) =>
      users(db).updateOne({}, { $set: { "recommendations.2.confidence": 1 } }).then(() => {}),
    evidence: /has a confidence out of order/,
  },
  {
    check: "ALS finds held-out",
    what: "orders without any taste: everybody's products handed around",
    broken: async ({ db }) => {
      const orders = await db.collection<Order>("orders").find({}, { sort: { _id: 1 } }).toArray();
      const mixed = random(1, "mixed");
      const items = orders.flatMap(({ items }) => items);
      await db.collection<Order>("orders").bulkWrite(orders.map(({ _id }) => ({
        updateOne: {
          filter: { _id },
          update: {
            $set: { items: [items[mixed.int(items.length)] ?? items[0]].flatMap((x) => x ?? []) },
          },
        },
      })));
    },
    evidence: /^nDCG@3 0\.\d+ \(.*\) against 0\.\d+/,
  },
  {
    check: "Recommendations are explained",
    what: "a purchase that the user never made",
    broken: ({ db }) =>
      users(db).updateOne({ recommendation_source: "als" }, {
        $set: { "recommendation_reasons.0.because.0.product": "Unknown Phone" },
      }).then(() => {}),
    evidence: /user_\d+ did not buy Unknown Phone/,
  },
  {
    check: "Recommendations are explained",
    what: "a buyer treated as a newcomer",
    broken: ({ db }) =>
      users(db).updateOne({ recommendation_source: "als" }, {
        $set: { recommendation_source: "popular" },
      }).then(() => {}),
    evidence: /user_\d+ has the source popular/,
  },
  {
    check: "The dashboard shows the trends",
    what: "a page that shows what is no longer so",
    broken: async (subject) => {
      const pages = new Map<string, string>();
      for (const path of ["/", "/trends.csv"]) {
        pages.set(path, await (await subject.dashboard(path)).text());
      }
      await subject.db.collection("analytics_trends").updateOne({ rank: 2 }, {
        $set: { product_name: "Nokia 3310" },
      });
      return { ...subject, dashboard: (path) => Promise.resolve(new Response(pages.get(path))) };
    },
    evidence: /without Nokia 3310/,
  },
  {
    check: "The dashboard shows the trends",
    what: "other figures than those that were published",
    broken: (subject) => ({
      ...subject,
      dashboard: async (path) => {
        const response = await subject.dashboard(path);
        return new Response(
          (await response.text()).replaceAll(/(,\d+)(\r?\n)/g, "$10$2"),
          response,
        );
      },
    }),
    evidence: /^GET \/trends\.csv answered without 1,/,
  },
  {
    check: "The dashboard shows the trends",
    what: "a dashboard that does not run",
    broken: (subject) => ({
      ...subject,
      dashboard: () => Promise.reject(new Error("Cannot start the dashboard: no port")),
    }),
    evidence: /^Cannot start the dashboard: no port/,
  },
  {
    check: "A profile shows",
    what: "pages without recommendations",
    broken: (subject) => ({
      ...subject,
      dashboard: async (path) => {
        const response = await subject.dashboard(path);
        const text = await response.text();
        return new Response(text.replace(/Recommended for you.*Past orders/s, ""), response);
      },
    }),
    evidence: /^GET \/users\/user_\d+ answered 200, without /,
  },
  {
    check: "All notebooks run",
    what: "a notebook that failed",
    broken: (subject) => ({
      ...subject,
      notebooks: subject.notebooks.map((one, index) =>
        index === 2 ? { ...one, failure: "cell 3 of 9 failed: no" } : one
      ),
    }),
    evidence: /^1 of 7 notebooks failed: n2, cell 3 of 9 failed: no/,
  },
  {
    check: "All notebooks run",
    what: "a notebook that is missing",
    broken: (subject) => ({ ...subject, notebooks: subject.notebooks.slice(1) }),
    evidence: /^6 notebooks of 7/,
  },
  {
    check: "All notebooks run",
    what: "one that is empty",
    broken: (subject) => ({
      ...subject,
      notebooks: subject.notebooks.map((one, index) => index === 3 ? { ...one, cells: 0 } : one),
    }),
    evidence: /^n3 has no cells/,
  },
];

Deno.test("the rubric has four criteria of 3 points each", () => {
  assertEquals(storeCriteria.length, 4);
  for (const { name, checks } of storeCriteria) {
    assertEquals(checks.reduce((sum, { points }) => sum + points, 0), 3, name);
  }
});

Deno.test("each check passes for a real store, and fails for a broken one", async (t) => {
  await withEmptyDatabase(async (uri) => {
    await withFolder(async (dataDir) => {
      const env = { MONGODB_URI: uri, DZ_DATA: dataDir };
      const { code, stderr } = await runTask("pipeline", ["--json"], env);
      assertEquals(code, 0, stderr);
      await using client = new MongoClient(uri);
      const db = client.db(testDatabase);
      const dice = random(1, "orders");
      const orders = Array.from(
        { length: 100 },
        (_, n) => blackFridayOrder(`BF_${n}`, dice, new Date()),
      );
      for (const name of ["orders_fast", "orders_secure"]) {
        await db.collection(name).insertMany(orders.map((order) => ({ ...order })));
      }
      await using dashboard = await startDashboardBeside(
        join(projectDir, "scripts", "dashboard.ts"),
        readSettings(env),
        printAside,
      );
      const subject: Subject = {
        db,
        dataDir,
        dashboard: dashboard.get,
        notebooks: Array.from({ length: 7 }, (_, n) => ({ name: `n${n}`, cells: 9 })),
      };

      await t.step("all pass, with evidence", async () => {
        const { score, of, checks: results } = await mark(storeCriteria, subject);
        assertEquals(results.filter(({ passed }) => !passed), []);
        assertEquals([score, of], [12, 12]);
        for (const { evidence } of results) assertMatch(evidence, /\d/);
      });

      for (const { check, what, broken, evidence } of await drawn("breaches", breaches)) {
        await t.step(`${check}… fails for ${what}`, async () => {
          const looked = only(check);
          assertEquals(looked.flatMap(({ checks }) => checks).length, 1, check);
          const passes = async () => (await mark(looked, subject)).score > 0;
          await until("it passes", passes); // as soon as the dashboard follows what was given back
          await using _whole = await saved(subject);
          const { checks: [result] } = await mark(looked, await broken(subject) ?? subject);
          assertEquals(result?.passed, false, result?.evidence);
          assertMatch(result?.evidence ?? "", evidence);
        });
      }

      await t.step("no check is without a way to fail", () => {
        const unbroken = storeCriteria.flatMap(({ checks }) => checks)
          .filter(({ name }) => !breaches.some(({ check }) => name.startsWith(check)));
        assertEquals(unbroken.map(({ name }) => name), []);
      });

      await t.step("nothing of the checks stays in the store", async () => {
        assertEquals(await db.collection("products").countDocuments(), 64);
        const { score } = await mark(storeCriteria, subject);
        assert(score === 12, `${score}`);
      });
    });
  });
});

/** The rubric with the check alone whose name starts so. */
const only = (start: string): Criterion[] =>
  storeCriteria.map(({ name, checks }) => ({
    name,
    checks: checks.filter(({ name }) => name.startsWith(start)),
  }));

/** What a check looks at, as it is now; given back in the end. */
async function saved({ db, dataDir }: Subject): Promise<AsyncDisposable> {
  const names = (await db.listCollections({}, { nameOnly: true }).toArray())
    .map(({ name }) => name).filter((name) =>
      !name.startsWith("saved_") && !name.startsWith("system.")
    );
  const contents = new Map(
    await Promise.all(names.map(async (name) =>
      [name, {
        documents: await db.collection(name).find().toArray(),
        indexes: await db.collection(name).indexes(),
        options: await db.collection(name).options(),
      }] as const
    )),
  );
  const files = await Promise.all(
    ["logs.csv", "web_traffic.csv"].map(async (name) =>
      [join(dataDir, name), await Deno.readTextFile(join(dataDir, name))] as const
    ),
  );
  return {
    async [Symbol.asyncDispose]() {
      for (const [path, text] of files) await Deno.writeTextFile(path, text);
      for (const [name, { documents, indexes, options }] of contents) {
        await db.command({ collMod: name, validator: options["validator"] ?? {} });
        await db.collection(name).deleteMany({});
        if (documents.length > 0) {
          await db.collection(name).insertMany(documents, { bypassDocumentValidation: true });
        }
        await db.command({ createIndexes: name, indexes });
      }
    },
  };
}
