import { assert, assertEquals, assertGreater } from "@std/assert";
import { recommendation } from "../../lib/documents.ts";
import { clearlyAbove } from "../../lib/recommend/evaluation/evaluate.ts";
import { random } from "../../lib/base/random.ts";
import {
  defaults,
  evaluatePurchases,
  figureOf,
  recommender,
} from "../../lib/recommend/recommendations.ts";
import { simulate } from "../../lib/simulate/mod.ts";

const options = { ...defaults, seed: 42 };
const purchasesOf = (seed: number) => {
  const store = simulate({ seed });
  const purchases = [...store.orders()].flatMap(({ user_id, items }) =>
    items.map(({ name }) => ({ user: user_id, item: name }))
  );
  return { store, purchases };
};

Deno.test("recommender gives every user three products not owned, best first, confidence in 0..1", async () => {
  const { store, purchases } = purchasesOf(42);
  const owned = new Set(purchases.map(({ user, item }) => `${user} ${item}`));
  const buyers = new Set(purchases.map(({ user }) => user));
  const { confidence } = await evaluatePurchases(purchases, options);
  const recommend = await recommender(purchases, store.users, confidence, options);
  const names = new Set(store.products.map(({ name }) => name));
  for (const user of store.users) {
    const { recommendations, source, reasons } = recommend(user);
    assertEquals(
      reasons.map(({ product }) => product),
      source === "als" ? recommendations.map(({ product }) => product) : [],
    );
    for (const { product, share } of reasons.flatMap(({ because }) => because)) {
      assert(owned.has(`${user.user_id} ${product}`) && share > 0 && share <= 1);
    }
    assertEquals(source, buyers.has(user.user_id) ? "als" : "popular");
    assertEquals(new Set(recommendations.map(({ product }) => product)).size, 3);
    for (const [index, entry] of recommendations.entries()) {
      recommendation.parse(entry);
      assert(names.has(entry.product) && !owned.has(`${user.user_id} ${entry.product}`));
      assert(entry.confidence <= (recommendations[index - 1]?.confidence ?? 1));
    }
  }
});

Deno.test("ALS clearly beats popularity on the planted tastes, whatever the seed", async () => {
  for (const seed of [1, 2, 42]) {
    const { evaluation } = await evaluatePurchases(purchasesOf(seed).purchases, options);
    for (const metric of ["ndcg", "hit_rate"] as const) {
      const als = figureOf(evaluation, "als", metric);
      const popularity = figureOf(evaluation, "popularity", metric);
      assert(clearlyAbove(als, popularity), `${metric} of seed ${seed}`);
      assertGreater(als.value, 2 * popularity.value, `${metric} of seed ${seed}`);
    }
  }
});

Deno.test("the evaluation says so when there is nothing to learn", async () => {
  const generator = random(3, "no taste");
  const purchases = Array.from({ length: 3000 }, () => ({
    user: generator.int(600),
    item: `item ${Math.floor(60 * generator.next() ** 2)}`, // a long tail, and no taste
  }));
  const { evaluation } = await evaluatePurchases(purchases, options);
  const ndcg = (model: string) => figureOf(evaluation, model, "ndcg");
  assertGreater(ndcg("popularity").value, ndcg("als").value);
  assertEquals(clearlyAbove(ndcg("als"), ndcg("popularity")), false);
});

Deno.test("where nobody has bought two products, all get what is popular, and no figure is given", async () => {
  const purchases = [[1, "tv"], [2, "tv"], [3, "radio"]].map(([user, item]) => ({
    user: Number(user),
    item: String(item),
  }));
  const { evaluation, confidence } = await evaluatePurchases(purchases, options);
  assertEquals([evaluation, confidence], [{ k: 3, users: 0, figures: [] }, undefined]);
  const users = [1, 2, 3, 4].map((user_id) => ({ user_id, city: "Oran", interests: [] }));
  const recommend = await recommender(purchases, users, confidence, options);
  const offers = users.map((user) => recommend(user));
  assertEquals(offers.map(({ recommendations }) => recommendations.map(({ product }) => product)), [
    ["radio"],
    ["radio"],
    ["tv"],
    ["tv", "radio"],
  ]);
  for (const { source, reasons, recommendations: [best] } of offers) {
    assertEquals([source, reasons], ["popular", []]);
    assert(best && best.confidence > 0 && best.confidence < 1);
  }
});

Deno.test("an evaluation of one user, and of lists as long as the catalogue, decides nothing", async () => {
  const buy = (user: number, ...items: string[]) => items.map((item) => ({ user, item }));
  const purchases = [
    ...buy(1, "tv", "radio"),
    ...buy(2, "tv"),
    ...buy(3, "pad", "pen", "ink", "cap"),
  ];
  const few = await evaluatePurchases(purchases, options);
  assertEquals(few.evaluation.users, 1); // user 3 lacks two products, and would see both
  const { evaluation } = await evaluatePurchases(purchases, { ...options, top: 6 });
  assertEquals([evaluation.users, evaluation.figures.length], [0, 0]);
});
