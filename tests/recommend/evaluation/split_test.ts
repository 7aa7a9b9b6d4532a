import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { random } from "../../../lib/base/random.ts";
import { itemsOf } from "../../../lib/recommend/engine/mod.ts";
import {
  leaveLastOut,
  randomHoldOut,
  type Split,
} from "../../../lib/recommend/evaluation/split.ts";

const buy = (user: number, ...items: string[]) => items.map((item) => ({ user, item }));

/** The names that a user trains on, and those held out. */
function partsOf(user: number, { train, heldOut }: Split) {
  const row = train.users.indexOf(user);
  const names = (columns: Iterable<number>) =>
    [...columns].map((column) => train.items[column]).sort();
  return { train: names(itemsOf(train, row)), heldOut: names(heldOut[row] ?? []) };
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
  const held = split.heldOut.reduce((sum, items) => sum + items.length, 0);
  const distinct = new Set(observed.map(({ user, item }) => `${user} ${item}`)).size;
  assertEquals(held + split.train.indices.length, distinct);
  assertAlmostEquals(held / distinct, 0.2, 0.03);
  for (const user of split.train.users.keys()) {
    const train = itemsOf(split.train, user);
    assert(train.length >= 1);
    assert(split.heldOut[user]!.every((item) => !train.includes(item)));
  }
});
