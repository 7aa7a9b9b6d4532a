import { assertAlmostEquals, assertEquals } from "@std/assert";
import { random } from "../../../lib/base/random.ts";
import { clearlyAbove, evaluate, rankHeldOut } from "../../../lib/recommend/evaluation/evaluate.ts";
import type { Recommender } from "../../../lib/recommend/models/recommender.ts";
import { leaveLastOut } from "../../../lib/recommend/evaluation/split.ts";

const buy = (user: number, ...items: string[]) => items.map((item) => ({ user, item }));
const next = () => {
  const generator = random(1, "bootstrap");
  return () => generator.next();
};

// Four users who own x and are held out a, b, c and d; the model likes x best, then a, b, c, d.
const split = leaveLastOut(["a", "b", "c", "d"].flatMap((item, user) => buy(user, "x", item)));
const order = ["x", "a", "b", "c", "d"];
const fixed: Recommender = {
  name: "fixed",
  score: () => split.train.items.map((item) => -order.indexOf(item)),
};

Deno.test("rankHeldOut gives ranks among what the user does not own", () => {
  assertEquals(rankHeldOut(fixed, split), [[1], [2], [3], [4]]);
});

Deno.test("rankHeldOut does not credit a model that scores everything alike", () => {
  const many = leaveLastOut(
    Array.from({ length: 20 }, (_, user) => buy(user, "x", `i${user}`)).flat(),
  );
  const constant = { name: "constant", score: () => new Float64Array(21) };
  assertEquals(rankHeldOut(constant, many).every(([rank = 0]) => rank > 9), true);
});

Deno.test("evaluate averages over the tested users, and reports coverage and novelty", () => {
  const figures = new Map(
    evaluate(fixed, split, 2, next()).map((figure) => [figure.metric, figure]),
  );
  assertEquals(figures.get("hit_rate")?.value, 0.5);
  assertAlmostEquals(figures.get("ndcg")?.value ?? 0, (1 + 1 / Math.log2(3)) / 4);
  assertEquals(figures.get("coverage")?.value, 2 / 5); // only a and b are ever recommended
  assertEquals(figures.get("novelty")?.value, 3); // nobody has them: half of one user in four
});

Deno.test("clearlyAbove wants the intervals apart", () => {
  const interval = (low: number, high: number) => ({ value: (low + high) / 2, low, high });
  assertEquals(clearlyAbove(interval(3, 4), interval(1, 2)), true);
  assertEquals(clearlyAbove(interval(1.5, 4), interval(1, 2)), false);
});
