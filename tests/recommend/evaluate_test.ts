import { assertAlmostEquals, assertEquals } from "@std/assert";
import { evaluate, leaveLastOut } from "../../lib/recommend/evaluate.ts";
import { itemsOf } from "../../lib/recommend/interactions.ts";
import { popularity } from "../../lib/recommend/popularity.ts";

const buy = (user: number, ...items: string[]) => items.map((item) => ({ user, item }));

/** The names that a user trains on, and the name held out. */
function splitOf(user: number, split: ReturnType<typeof leaveLastOut>) {
  const row = split.train.users.indexOf(user);
  const name = (item: number) => split.train.items[item];
  return {
    train: [...itemsOf(split.train, row)].map(name).sort(),
    heldOut: name(split.heldOut[row] ?? -1),
  };
}

Deno.test("leaveLastOut holds out the item that was new last, not one bought again", () => {
  const split = leaveLastOut(buy(1, "a", "b", "c", "a"));
  assertEquals(splitOf(1, split), { train: ["a", "b"], heldOut: "c" });
});

Deno.test("leaveLastOut leaves a user with a single item in the training", () => {
  const split = leaveLastOut([...buy(1, "a"), ...buy(2, "a", "b")]);
  assertEquals(splitOf(1, split), { train: ["a"], heldOut: undefined });
  assertEquals(splitOf(2, split), { train: ["a"], heldOut: "b" });
});

Deno.test("evaluate gives 1 for the first rank, 1 / log2(3) for the second, nothing after k", () => {
  const split = leaveLastOut([
    ...buy(1, "x", "a"),
    ...buy(2, "x", "b"),
    ...buy(3, "x", "c"),
    ...buy(4, "x", "d"),
  ]);
  const rank = ["a", "b", "c", "d"];
  const scores = split.train.items.map((item) => -rank.indexOf(item));
  const scored = {
    name: "fixed",
    score: () => scores.map((s, i) => split.train.items[i] === "x" ? 9 : s),
  };
  const { users, hitRate, ndcg } = evaluate(scored, split, 2);
  assertEquals([users, hitRate], [4, 0.5]); // x is owned, and does not take a rank
  assertAlmostEquals(ndcg, (1 + 1 / Math.log2(3)) / 4);
});

Deno.test("evaluate does not credit a model that scores everything alike", () => {
  const many = Array.from({ length: 20 }, (_, item) => buy(item, "x", `i${item}`)).flat();
  const constant = { name: "constant", score: () => new Float64Array(21) };
  assertEquals(evaluate(constant, leaveLastOut(many), 3).hitRate, 0);
});

Deno.test("popularity ranks by the number of users", () => {
  const { train } = leaveLastOut([...buy(1, "a"), ...buy(2, "a"), ...buy(3, "b")]);
  assertEquals([...popularity(train).score(0) as Float64Array], [2, 1]);
});
