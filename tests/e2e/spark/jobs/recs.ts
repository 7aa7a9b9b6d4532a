import {
  assert,
  assertEquals,
  assertGreater,
  assertGreaterOrEqual,
  assertLessOrEqual,
} from "@std/assert";
import { join } from "node:path";
import type { Db } from "mongodb";
import { bootstrapMean } from "../../../../lib/statistics/bootstrap.ts";
import { type Order, type OrderItem, storeBook, type User } from "../../../../lib/documents.ts";
import { publish } from "../../../../lib/mongo/publish.ts";
import { random } from "../../../../lib/base/random.ts";
import { ndcg } from "../../../../lib/recommend/evaluation/metrics.ts";
import { defaults, publishRecommendations } from "../../../../lib/recommend/recommendations.ts";
import { readPurchases } from "../../../../lib/recommend/data/read_store.ts";
import { isSlow } from "../../../support/slow.ts";
import { processesWith } from "../../support/processes.ts";
import { rulesOf } from "../support/contents.ts";
import type { JobProof } from "../support/shared_java.ts";
import { watchCount } from "../support/watch_count.ts";
import { withStore } from "../support/with_store.ts";

/** What has to hold of `spark recs`. */
export const recsJob: JobProof = {
  title: "Spark recommends",
  prove: async (run, t) => {
    await t.step("as well as the engine, and leaves all else as it is", async () => {
      await withStore({}, async ({ db, env, folder }) => {
        const heldOut = await holdOutLast(db);
        assertGreater(heldOut.size, 500);
        const everything = await buyEverything(db);
        await publishRecommendations(db, { ...defaults, seed: 42 });
        const ours = await usersOf(db);
        await db.collection("users").updateMany({}, {
          $unset: { recommendations: 1, recommendation_source: 1, recommendation_reasons: 1 },
        });
        await db.collection("users").updateOne({ user_id: everything }, {
          // Of an earlier run, before they bought all of it.
          $set: { recommendations: [{ product: "PlayStation 5", confidence: 1 }] },
        });
        const rules = await rulesOf(db, "users");
        const quality = bootstrapMean(gains(ours, heldOut), () => generator.next());

        const password = /:([^:@]+)@/.exec(env.MONGODB_URI ?? "")?.[1] ?? "";
        assertGreater(password.length, 10);
        const shown: unknown[] = [];
        const watching = setInterval(
          async () => void shown.push(...await processesWith(password)),
          200,
        );
        const { seen, looks } = await watchCount(db, "users", async () => {
          assertEquals((await run("recs", env)).rows_out, ours.length);
        }).finally(() => clearInterval(watching));
        assertEquals(shown, []); // nobody sees it on a command line
        const log = await Deno.readTextFile(join(folder, "spark", "recs.log"));
        assert(!log.includes(password));
        assertEquals(seen, [ours.length]); // never less than the whole
        assertGreater(looks, 100);
        const theirs = await usersOf(db);
        assertEquals(theirs.map(rest), ours.map(rest)); // other fields survive, no stray document
        assertEquals(await rulesOf(db, "users"), rules);

        const mean = average(gains(theirs, heldOut));
        assertGreaterOrEqual(mean, quality.low); // of the interval of the engine's

        const purchases = await readPurchases(db);
        for (const [index, user] of theirs.entries()) {
          const owned = new Set(
            purchases.filter((purchase) => purchase.user === user.user_id).map(({ item }) => item),
          );
          const { recommendations = [], recommendation_reasons: reasons = [] } = user;
          if (user.user_id === everything) {
            assertEquals(recommended(user), { recommendations: [], source: "als", reasons: [] });
            assertEquals(recommended(user), recommended(ours[index]));
            continue;
          }
          assertEquals(new Set(recommendations.map(({ product }) => product)).size, defaults.top);
          if (owned.size === 0) {
            assertEquals(recommended(user), recommended(ours[index])); // the same fallback, to the digit
            continue;
          }
          assertEquals(user.recommendation_source, "als");
          for (const [rank, { product, confidence }] of recommendations.entries()) {
            assert(!owned.has(product), `${user._id} has ${product}`);
            assertLessOrEqual(confidence, recommendations[rank - 1]?.confidence ?? 1);
            assertEquals(reasons[rank]?.product, product);
            const because = reasons[rank]?.because ?? [];
            assert(because.every(({ product }) => owned.has(product)));
            assertLessOrEqual(because.reduce((sum, { share }) => sum + share, 0), 1 + 1e-9);
          }
        }
      });
    });
    await t.step({
      name: "also where nobody has bought two products, at which no model is tested",
      ignore: !isSlow(),
      fn: async () => {
        await withStore({ users: 40, orders: 60, events: 600 }, async ({ db, env, folder }) => {
          const [first] = await readPurchases(db);
          await db.collection("orders").updateMany({}, [
            { $set: { items: [{ $first: "$items" }] } },
          ]);
          await db.collection("orders").updateMany({}, { $set: { "items.0.name": first?.item } });
          assertEquals((await run("recs", env, "--iterations", "1")).rows_out, 40);
          const { ndcg } = JSON.parse(await Deno.readTextFile(join(folder, "spark", "recs.json")));
          assertEquals(ndcg, null);
        });
      },
    });
  },
};

const generator = random(1, "bootstrap");

/** Takes the product that each user came to last, if there are others, out of the orders. */
async function holdOutLast(db: Db): Promise<Map<number, string>> {
  const products = new Map<number, string[]>();
  for (const { user, item } of await readPurchases(db)) {
    const owned = products.get(user) ?? [];
    products.set(user, owned.includes(item) ? owned : [...owned, item]);
  }
  const last = new Map<number, string>();
  for (const [user, owned] of products) {
    const item = owned.at(-1);
    if (owned.length > 1 && item !== undefined) last.set(user, item);
  }
  const orders = await db.collection<Order>("orders").find({}, { sort: { _id: 1 } }).toArray();
  const kept = orders.map((order) => {
    const items = order.items.filter(({ name }) => name !== last.get(order.user_id));
    const total = items.reduce((sum, { unit_price, quantity }) => sum + unit_price * quantity, 0);
    return { ...order, items, total };
  });
  await publish(db, storeBook, { orders: kept.filter(({ items }) => items.length > 0) });
  return last;
}

/** Lets somebody buy every product; returns their number. */
async function buyEverything(db: Db): Promise<number> {
  const orders = db.collection<Order>("orders");
  const order = await orders.findOne({}, { sort: { _id: 1 } });
  assert(order);
  const items = new Map<string, OrderItem>();
  for await (const { items: bought } of orders.find()) {
    for (const item of bought) items.set(item.name, item);
  }
  await orders.updateOne({ _id: order._id }, { $set: { items: [...items.values()] } });
  return order.user_id;
}

const usersOf = (db: Db) => db.collection<User>("users").find({}, { sort: { _id: 1 } }).toArray();

/** nDCG@3 of what each user whose last product is held out is recommended. */
function gains(users: readonly User[], heldOut: ReadonlyMap<number, string>): Float64Array {
  const tested = users.filter(({ user_id }) => heldOut.has(user_id));
  return Float64Array.from(tested, ({ user_id, recommendations = [] }) => {
    const at = recommendations.findIndex(({ product }) => product === heldOut.get(user_id));
    return at < 0 ? 0 : ndcg([at + 1], defaults.top);
  });
}

const average = (values: Float64Array) => values.reduce((a, b) => a + b, 0) / values.length;

const rest = (
  { recommendations: _, recommendation_source: __, recommendation_reasons: ___, ...user }: User,
) => user;

const recommended = (user?: User) => ({
  recommendations: user?.recommendations,
  source: user?.recommendation_source,
  reasons: user?.recommendation_reasons,
});
