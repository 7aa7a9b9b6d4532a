/** Ways to hold out a part of the interactions, to see whether a model would have found it. */
import {
  type Interaction,
  type ListedObservations,
  type Observations,
  observationsOf,
  type RatingsOf,
  ratingsOf,
} from "../engine/mod.ts";

/** A user who is tested, and the columns held out, in the order in which the user first had them. */
export interface Tested {
  /** The row of the user. */
  readonly user: number;
  readonly held: readonly number[];
}

/** Interactions to learn from, and those held out. */
export interface Split<
  User = number,
  Of extends Observations<User> = ListedObservations<User>,
> {
  /** All users and items are there, as if nothing had been held out. */
  readonly train: RatingsOf<Of>;
  /** What `train` is made of, as it was observed. */
  readonly kept: Of;
  /** Who is tested, by row. */
  readonly tested: readonly Tested[];
}

/** A split, whatever its ids are kept in. */
export type AnySplit = Split<unknown, Observations<unknown>>;

/** Who is tested: so many users at most, drawn at random. The others keep what they have. */
export interface Draw {
  readonly most: number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

/** What was observed. Purchases count once, however often they were repeated. */
type Observed<User> = Iterable<Interaction<User>> | Observations<User>;

/**
 * Holds out, of every user with two items or more, the item that came last. A later purchase of an
 * item already owned does not count, nor does one that has no weight.
 *
 * @param observed oldest first
 * @param draw who is tested; default: all
 */
export function leaveLastOut<User>(
  observed: Iterable<Interaction<User>>,
  draw?: Draw,
): Split<User>;
export function leaveLastOut<User>(
  observed: Observations<User>,
  draw?: Draw,
): Split<User, Observations<User>>;
export function leaveLastOut<User>(
  observed: Observed<User>,
  draw?: Draw,
): Split<User, Observations<User>> {
  return split(listed(observed), (items) => items >= 2 ? [items - 1] : [], draw);
}

/**
 * Holds out each item of each user with the same probability, but leaves every user at least one.
 *
 * @param share the probability, such as 0.2
 * @param random uniform in [0, 1)
 * @param draw who is tested; default: all
 */
export function randomHoldOut<User>(
  observed: Iterable<Interaction<User>>,
  share: number,
  random: () => number,
  draw?: Draw,
): Split<User>;
export function randomHoldOut<User>(
  observed: Observations<User>,
  share: number,
  random: () => number,
  draw?: Draw,
): Split<User, Observations<User>>;
export function randomHoldOut<User>(
  observed: Observed<User>,
  share: number,
  random: () => number,
  draw?: Draw,
): Split<User, Observations<User>> {
  return split(listed(observed), (items) => {
    const chosen = Array.from({ length: items }, (_, position) => position)
      .filter(() => random() < share);
    return chosen.length < items ? chosen : chosen.slice(1);
  }, draw);
}

const listed = <User>(observed: Observed<User>) =>
  Symbol.iterator in observed ? observationsOf(observed, "once") : observed;

/** @param choose the positions to hold out of so many items, in the order of their first purchase */
function split<User>(
  all: Observations<User>,
  choose: (items: number) => number[],
  draw: Draw | undefined,
): Split<User, Observations<User>> {
  const byUser = placesByUser(all);
  const isHeld = new Uint8Array(all.userOf.length);
  const tested: Tested[] = [];
  for (const user of drawn(usersOfSeveral(all, byUser), draw)) {
    const places = byUser.places.subarray(byUser.starts[user], byUser.starts[user + 1]);
    const items = likedItems(all, places);
    const held = choose(items.length).map((position) => items[position] as number);
    if (held.length === 0) continue;
    tested.push({ user, held });
    const isHeldItem = new Set(held);
    for (const place of places) {
      if (isHeldItem.has(all.itemOf[place] as number)) isHeld[place] = 1;
    }
  }
  const kept = without(all, isHeld);
  return { train: ratingsOf(kept), kept, tested };
}

/** Where the observations of each user are, oldest first. */
interface ByUser {
  readonly starts: Uint32Array;
  readonly places: Uint32Array;
}

function placesByUser({ users, userOf }: Observations<unknown>): ByUser {
  const starts = new Uint32Array(users.length + 1);
  for (let at = 0; at < userOf.length; at++) (starts[(userOf[at] as number) + 1] as number)++;
  for (let user = 0; user < users.length; user++) {
    (starts[user + 1] as number) += starts[user] as number;
  }
  const next = starts.slice();
  const places = new Uint32Array(userOf.length);
  for (let at = 0; at < userOf.length; at++) {
    places[(next[userOf[at] as number] as number)++] = at;
  }
  return { starts, places };
}

/** The users who have two items or more, of whom something can be held out. */
function usersOfSeveral(all: Observations<unknown>, { starts, places }: ByUser): Uint32Array {
  const { itemOf, weightOf } = all;
  const several = new Uint32Array(all.users.length);
  let count = 0;
  for (let user = 0; user < several.length; user++) {
    let first = -1;
    for (let at = starts[user] as number; at < (starts[user + 1] as number); at++) {
      const place = places[at] as number, item = itemOf[place] as number;
      if (weightOf && !((weightOf[place] as number) > 0)) continue;
      if (first < 0) first = item;
      if (item === first) continue;
      several[count++] = user;
      break;
    }
  }
  return several.subarray(0, count);
}

/** The items of a user that have some weight, in the order in which they first occur. */
function likedItems({ itemOf, weightOf }: Observations<unknown>, places: Uint32Array): number[] {
  const liked = new Set<number>();
  for (const place of places) {
    if (!weightOf || (weightOf[place] as number) > 0) liked.add(itemOf[place] as number);
  }
  return [...liked];
}

/** At most so many of the users, each as likely as any other, in their order. */
function drawn(users: Uint32Array, draw: Draw | undefined): Uint32Array {
  if (!draw || users.length <= draw.most) return users;
  const { most, random } = draw;
  const chosen = new Uint32Array(most);
  let count = 0;
  // Selection sampling: D. Knuth, The Art of Computer Programming, volume 2, section 3.4.2, S.
  for (let at = 0; at < users.length && count < most; at++) {
    if ((users.length - at) * random() < most - count) chosen[count++] = users[at] as number;
  }
  return chosen;
}

/** The observations that are not held. */
function without<User>(all: Observations<User>, isHeld: Uint8Array): Observations<User> {
  let kept = 0;
  for (let at = 0; at < isHeld.length; at++) if (!isHeld[at]) kept++;
  const userOf = new Uint32Array(kept), itemOf = new Uint32Array(kept);
  const weightOf = all.weightOf && new Float64Array(kept);
  for (let at = 0, to = 0; at < isHeld.length; at++) {
    if (isHeld[at]) continue;
    userOf[to] = all.userOf[at] as number;
    itemOf[to] = all.itemOf[at] as number;
    if (weightOf) weightOf[to] = all.weightOf?.[at] as number;
    to++;
  }
  return { ...all, userOf, itemOf, weightOf };
}
