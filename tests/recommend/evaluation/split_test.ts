import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { random } from "../../../lib/base/random.ts";
import { itemsOf, observationsOf, ratingsOf } from "../../../lib/recommend/engine/mod.ts";
import {
  leaveLastOut,
  randomHoldOut,
  type Split,
} from "../../../lib/recommend/evaluation/split.ts";

const buy = (user: number, ...items: string[]) => items.map((item) => ({ user, item }));

/** The names that a user trains on, and those held out. */
function partsOf(user: number, { train, tested }: Split) {
  const row = train.users.indexOf(user);
  const names = (columns: Iterable<number>) =>
    [...columns].map((column) => train.items[column]).sort();
  return {
    train: names(itemsOf(train, row)),
    heldOut: names(tested.find(({ user }) => user === row)?.held ?? []),
  };
}

Deno.test("leaveLastOut holds out the item that was new last, not one bought again", () => {
  assertEquals(partsOf(1, leaveLastOut(buy(1, "a", "b", "c", "a"))), {
    train: ["a", "b"],
    heldOut: ["c"],
  });
});

Deno.test("leaveLastOut leaves a user with a single item in the training", () => {
  const split = leaveLastOut([...buy(1, "a"), ...buy(2, "a", "b")]);
  assertEquals(partsOf(1, split), { train: ["a"], heldOut: [] });
  assertEquals(partsOf(2, split), { train: ["a"], heldOut: ["b"] });
});

Deno.test("randomHoldOut holds out about its share, loses nothing, and leaves everyone an item", () => {
  const generator = random(5, "split");
  const observed = Array.from({ length: 2000 }, (_, i) => ({ user: i % 200, item: `i${i % 37}` }));
  const split = randomHoldOut(observed, 0.2, () => generator.next());
  const held = split.tested.reduce((sum, { held }) => sum + held.length, 0);
  const distinct = new Set(observed.map(({ user, item }) => `${user} ${item}`)).size;
  assertEquals(held + split.train.indices.length, distinct);
  assertAlmostEquals(held / distinct, 0.2, 0.03);
  for (const user of split.train.users.keys()) {
    const train = itemsOf(split.train, user);
    assert(train.length >= 1);
    const held = split.tested.find((tested) => tested.user === user)?.held ?? [];
    assert(held.every((item) => !train.includes(item)));
  }
});

Deno.test("a split keeps the weights of what is left, and holds out nothing without weight", () => {
  const observed = observationsOf([
    { user: 1, item: "a", weight: 2 },
    { user: 1, item: "b", weight: 0.5 },
    { user: 1, item: "a", weight: 3 },
    { user: 1, item: "c", weight: 4 },
    { user: 1, item: "d", weight: 0 },
    { user: 2, item: "a", weight: 7 },
    { user: 2, item: "b", weight: 0 },
  ], "sum");
  const { train, tested } = leaveLastOut(observed);
  assertEquals(tested, [{ user: 0, held: [2] }]);
  assertEquals([...train.indices], [0, 1, 3, 0, 1]);
  assertEquals([...train.values], [5, 0.5, 0, 7, 0]);
});

Deno.test("a split tests as many users as are wanted; the others keep what they have", () => {
  const observed = Array.from({ length: 50 }, (_, user) => buy(user, "a", "b")).flat();
  const generator = random(3, "drawn");
  const { train, tested } = leaveLastOut(observed, { most: 7, random: () => generator.next() });
  assertEquals([tested.length, train.indices.length], [7, 93]);
  assert(tested.some(({ user }) => user > 6), "not the first seven");
});

Deno.test("a split that tests nobody trains on what all recommendations are trained on, to the bit", () => {
  const generator = random(8, "rows");
  const observed = observationsOf(
    Array.from({ length: 500 }, () => ({
      user: generator.int(40),
      item: `i${generator.int(30)}`,
      weight: generator.next(),
    })),
    "sum",
  );
  const nobody = leaveLastOut(observed, { most: 0, random: () => generator.next() });
  assertEquals(nobody.train, ratingsOf(observed));
});
