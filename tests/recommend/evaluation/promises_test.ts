import { assertEquals } from "@std/assert";
import { everySecondUser, promisesOf } from "../../../lib/recommend/evaluation/promises.ts";
import { leaveLastOut } from "../../../lib/recommend/evaluation/split.ts";

const purchases = [
  ...["ps5", "headset"].map((item) => ({ user: 1, item })),
  ...["phone", "case"].map((item) => ({ user: 2, item })),
  { user: 3, item: "tv" }, // not tested: nothing would be left
];
const split = leaveLastOut(purchases);
/** Likes the items in the order in which they occur. */
const model = { name: "order", score: () => split.train.items.map((_, item) => 10 - item) };
const tenth = (score: number) => score / 10;

Deno.test("promisesOf has the best items not owned of each tested user, and what came of them", () => {
  assertEquals(split.train.items, ["ps5", "headset", "phone", "case", "tv"]);
  assertEquals(promisesOf(model, split, tenth, 2), [
    { confidence: 0.9, success: 1 }, // user 1: the headset
    { confidence: 0.8, success: 0 },
    { confidence: 1, success: 0 }, // user 2: not the case
    { confidence: 0.9, success: 0 },
  ]);
});

Deno.test("everySecondUser tests each user in one of the two halves", () => {
  const tested = ([0, 1] as const).map((parity) => everySecondUser(split, parity).tested);
  assertEquals(tested, [[{ user: 0, held: [1] }], [{ user: 1, held: [3] }]]);
});
