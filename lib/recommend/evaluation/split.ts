/** Ways to hold out a part of the interactions, to see whether a model would have found it. */
import { binaryInteractions, type Interaction, type Interactions } from "../engine/mod.ts";

/** Interactions to learn from, and those held out. */
export interface Split<User = number> {
  readonly train: Interactions<User>;
  /** What `train` is made of, user by user, each in the order of the first purchases. */
  readonly kept: readonly Interaction<User>[];
  /** By row of `train`: the columns held out; none for a user who is not tested. */
  readonly heldOut: readonly (readonly number[])[];
}

/**
 * Holds out, of every user with two items or more, the item that came last. A later purchase of an
 * item already owned does not count.
 *
 * @param observed oldest first
 */
export function leaveLastOut<User>(observed: Iterable<Interaction<User>>): Split<User> {
  return split(observed, (items) => items.length >= 2 ? [items.length - 1] : []);
}

/**
 * Holds out each item of each user with the same probability, but leaves every user at least one.
 *
 * @param share the probability, such as 0.2
 * @param random uniform in [0, 1)
 */
export function randomHoldOut<User>(
  observed: Iterable<Interaction<User>>,
  share: number,
  random: () => number,
): Split<User> {
  return split(observed, (items) => {
    const chosen = [...items.keys()].filter(() => random() < share);
    return chosen.length < items.length ? chosen : chosen.slice(1);
  });
}

/** @param choose the positions to hold out of a user's items, in the order of their first purchase */
function split<User>(
  observed: Iterable<Interaction<User>>,
  choose: (items: readonly string[]) => number[],
): Split<User> {
  const byUser = new Map<User, Set<string>>();
  const allItems = new Set<string>();
  for (const { user, item } of observed) {
    const items = byUser.get(user) ?? new Set();
    byUser.set(user, items.add(item));
    allItems.add(item);
  }
  const kept: Interaction<User>[] = [];
  const heldOut: string[][] = [];
  for (const [user, owned] of byUser) {
    const items = [...owned];
    const chosen = new Set(choose(items));
    heldOut.push(items.filter((_, position) => chosen.has(position)));
    for (const [position, item] of items.entries()) {
      if (!chosen.has(position)) kept.push({ user, item });
    }
  }
  const train = binaryInteractions(kept, byUser.keys(), allItems);
  const column = new Map(train.items.map((item, index) => [item, index]));
  return {
    train,
    kept,
    heldOut: heldOut.map((items) => items.map((item) => column.get(item) ?? -1)),
  };
}
