import { assertEquals } from "@std/assert";
import { searchParameters } from "../../../lib/recommend/evaluation/search.ts";
import { leaveLastOut } from "../../../lib/recommend/evaluation/split.ts";

const split = leaveLastOut(
  ["a", "b"].flatMap((item, user) => ["x", item].map((item) => ({ user, item }))),
);

Deno.test("searchParameters puts the parameters first with which held-out items rank best", async () => {
  // A model that ranks the held-out items rightly only with alpha 3.
  const train = ({ alpha }: { alpha: number }) => ({
    name: "scripted",
    score: (user: number) =>
      split.train.items.map((_, item) =>
        (split.tested[user]?.held.includes(item) === (alpha === 3)) ? 1 : 0
      ),
  });
  const grid = [1, 3, 10].map((alpha) => ({ factors: 1, alpha, regularization: 1 }));
  const found = await searchParameters(split, train, 1, grid);
  assertEquals(found.map(({ alpha }) => alpha)[0], 3);
  assertEquals(found[0]?.ndcg, 1);
  assertEquals(found.length, 3);
});
