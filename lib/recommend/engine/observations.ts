/** What was observed of users and items, one by one, before it becomes a matrix. */
import { doubled } from "../../base/doubled.ts";
import { type Ids, Indexer } from "./ids.ts";

/** One user's liking for one item, as observed. */
export interface Interaction<User = number> {
  readonly user: User;
  readonly item: string;
  /** How much it counts, 0 or more; absent: 1. */
  readonly weight?: number;
}

/** Who was observed with what, in the order of time, as columns of numbers. */
export interface Observations<User = number> {
  readonly users: Ids<User>;
  readonly items: Ids<string>;
  /** Of each observation, the number of its user. */
  readonly userOf: Uint32Array;
  /** Of each observation, the number of its item. */
  readonly itemOf: Uint32Array;
  /** Of each observation, how much it counts; absent: 1. */
  readonly weightOf?: Float64Array | undefined;
  /** What the observations of one user and one item come to: their sum, or 1 however many. */
  readonly rating: Rating;
}

/** The same with its ids in arrays. */
export interface ListedObservations<User = number> extends Observations<User> {
  readonly users: readonly User[];
  readonly items: readonly string[];
}

/** How observations become ratings. */
export type Rating = "sum" | "once";

/**
 * Interactions as observations.
 *
 * @param users who must be there even without interactions; others are added as they occur
 * @param items likewise
 * @throws {RangeError} if a weight is negative or no number, naming the interaction
 */
export function observationsOf<User>(
  observed: Iterable<Interaction<User>>,
  rating: Rating,
  users: Iterable<User> = [],
  items: Iterable<string> = [],
): ListedObservations<User> {
  const row = new Indexer(users);
  const column = new Indexer(items);
  let userOf = new Uint32Array(1 << 8), itemOf = userOf.slice();
  let weightOf: Float64Array<ArrayBuffer> | undefined;
  let count = 0;
  for (const { user, item, weight = 1 } of observed) {
    if (!(weight >= 0 && weight < Infinity)) {
      throw new RangeError(`Cannot use the weight ${weight} of user ${user} and item ${item}`);
    }
    if (count === userOf.length) {
      userOf = doubled(userOf);
      itemOf = doubled(itemOf);
      weightOf &&= doubled(weightOf);
    }
    userOf[count] = row.of(user);
    itemOf[count] = column.of(item);
    if (weight !== 1) weightOf ??= new Float64Array(userOf.length).fill(1, 0, count);
    if (weightOf) weightOf[count] = weight;
    count++;
  }
  return {
    users: row.keys,
    items: column.keys,
    userOf: userOf.subarray(0, count),
    itemOf: itemOf.subarray(0, count),
    weightOf: weightOf?.subarray(0, count),
    rating,
  };
}
