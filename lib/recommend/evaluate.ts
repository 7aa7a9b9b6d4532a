/** Offline evaluation: would the model have recommended what the user bought next? */
import {
  binaryInteractions,
  type Interaction,
  type Interactions,
  itemsOf,
} from "./interactions.ts";
import type { Recommender } from "./recommender.ts";

/** A split in which the last item of each user is held out. */
export interface LeaveLastOut {
  readonly train: Interactions;
  /** The held-out column by row, or -1 for users who are not tested. */
  readonly heldOut: Int32Array;
}

/**
 * Holds out, of every user with two items or more, the item that came last; a user's later purchases
 * of an item already owned do not count.
 *
 * @param purchases oldest first
 */
export function leaveLastOut(purchases: Iterable<Interaction>): LeaveLastOut {
  const firsts = new Map<number, Set<string>>();
  for (const { user, item } of purchases) {
    const items = firsts.get(user) ?? new Set();
    firsts.set(user, items.add(item));
  }
  const lasts = new Map<number, string>();
  const kept: Interaction[] = [];
  for (const [user, owned] of firsts) {
    const items = [...owned]; // in the order of their first purchase
    if (items.length >= 2) lasts.set(user, items.pop() ?? "");
    for (const item of items) kept.push({ user, item });
  }
  const train = binaryInteractions(kept, firsts.keys(), lasts.values());
  const column = new Map(train.items.map((item, index) => [item, index]));
  const heldOut = Int32Array.from(train.users, (user) => column.get(lasts.get(user) ?? "") ?? -1);
  return { train, heldOut };
}

/** How well a model ranks held-out items. */
export interface Quality {
  /** How many users were tested. */
  readonly users: number;
  /** The share of users whose held-out item is among the first k. */
  readonly hitRate: number;
  /** The mean of 1 / log₂(rank + 1) if the held-out item is among the first k, else 0. */
  readonly ndcg: number;
}

/**
 * Ranks all items that a user does not own, and looks where the held-out one stands.
 *
 * nDCG after K. Järvelin and J. Kekäläinen, *Cumulated gain-based evaluation of IR techniques*, 2002,
 * with one relevant item, so that the ideal is 1. Items with the same score as the held-out one count
 * half as before it, so that ties are worth what guessing is worth.
 */
export function evaluate(model: Recommender, { train, heldOut }: LeaveLastOut, k: number): Quality {
  let users = 0, hits = 0, gain = 0;
  for (const [user, item] of heldOut.entries()) {
    if (item < 0) continue;
    users++;
    const rank = rankOf(item, model.score(user), new Set(itemsOf(train, user)));
    if (rank > k) continue;
    hits++;
    gain += 1 / Math.log2(rank + 1);
  }
  return { users, hitRate: hits / Math.max(users, 1), ndcg: gain / Math.max(users, 1) };
}

/** The rank of an item, from 1, among those not owned. */
function rankOf(item: number, scores: ArrayLike<number>, owned: ReadonlySet<number>): number {
  const score = scores[item] as number;
  let above = 0, tied = 0;
  for (let other = 0; other < scores.length; other++) {
    if (other === item || owned.has(other)) continue;
    if ((scores[other] as number) > score) above++;
    else if (scores[other] === score) tied++;
  }
  return 1 + above + Math.round(tied / 2);
}
