/** The interactions of users with items, as a sparse matrix. */
import type { Ids } from "./ids.ts";
import { type Interaction, type Observations, observationsOf } from "./observations.ts";

/**
 * Who interacted with what: a sparse matrix of users by items, as compressed rows. Row `u` has the
 * columns `indices[indptr[u] .. indptr[u + 1])`, ascending, with the ratings `values` beside them.
 */
export interface Ratings<User = unknown> {
  /** The users, by row. */
  readonly users: Ids<User>;
  /** The items, by column. */
  readonly items: Ids<string>;
  /** Length: users + 1. */
  readonly indptr: Uint32Array;
  readonly indices: Uint32Array;
  /** The rating r of each entry. */
  readonly values: Float32Array;
}

/** The same with its ids in arrays. */
export interface Interactions<User = number> extends Ratings<User> {
  readonly users: readonly User[];
  readonly items: readonly string[];
}

/** The matrix of some observations, with their ids as they are kept there. */
export type RatingsOf<Of extends Observations<unknown>> =
  & Omit<Ratings, "users" | "items">
  & Pick<Of, "users" | "items">;

/**
 * The matrix of some observations. It is sorted by counting, first by items and then by users, so it
 * takes time and memory by what was observed.
 *
 * @throws {RangeError} if weights add up to more than single precision can hold
 */
export function ratingsOf<Of extends Observations<unknown>>(observations: Of): RatingsOf<Of> {
  const { users, items, userOf, itemOf, weightOf, rating } = observations;
  const count = userOf.length;
  const next = startsOf(itemOf, items.length);
  const usersByItem = new Uint32Array(count);
  const weightsByItem = weightOf && new Float64Array(count);
  for (let at = 0; at < count; at++) {
    const place = (next[itemOf[at] as number] as number)++;
    usersByItem[place] = userOf[at] as number;
    if (weightsByItem) weightsByItem[place] = (weightOf as Float64Array)[at] as number;
  }
  const indptr = startsOf(userOf, users.length);
  const ends = indptr.slice(0, users.length);
  const indices = new Uint32Array(count);
  const sums = weightsByItem ? new Float64Array(count) : new Uint32Array(count);
  // By now `next` says where each item's users end.
  for (let item = 0, at = 0; item < items.length; item++) {
    for (const end = next[item] as number; at < end; at++) {
      const user = usersByItem[at] as number, place = ends[user] as number;
      const weight = weightsByItem ? weightsByItem[at] as number : 1;
      if (place > (indptr[user] as number) && indices[place - 1] === item) {
        (sums[place - 1] as number) += weight;
      } else {
        indices[place] = item;
        sums[place] = weight;
        ends[user] = place + 1;
      }
    }
  }
  return { users, items, ...packed(observations, { indptr, ends, indices, sums }, rating) };
}

/** Rows that end before the next begins, moved together. */
function packed(
  { users, items }: Observations<unknown>,
  { indptr, ends, indices, sums }: {
    readonly indptr: Uint32Array;
    readonly ends: Uint32Array;
    readonly indices: Uint32Array<ArrayBuffer>;
    readonly sums: Float64Array | Uint32Array;
  },
  rating: Observations["rating"],
) {
  const values = new Float32Array(indices.length);
  let filled = 0;
  for (let user = 0; user < users.length; user++) {
    const from = indptr[user] as number, to = ends[user] as number;
    indptr[user] = filled;
    for (let at = from; at < to; at++) {
      const item = indices[at] as number;
      const value = Math.fround(rating === "once" ? 1 : sums[at] as number);
      if (value === Infinity) {
        throw new RangeError(
          `Cannot use the weights of user ${users.at(user)} and item ${
            items.at(item)
          }: they add up ` +
            `to ${sums[at]}, more than single precision holds`,
        );
      }
      indices[filled] = item;
      values[filled++] = value;
    }
  }
  indptr[users.length] = filled;
  if (filled === indices.length) return { indptr, indices, values };
  return { indptr, indices: indices.slice(0, filled), values: values.slice(0, filled) };
}

/** Where the places of each number begin if all that have it lie together, and the number of all. */
function startsOf(numbers: Uint32Array, count: number): Uint32Array<ArrayBuffer> {
  const starts = new Uint32Array(count + 1);
  for (let at = 0; at < numbers.length; at++) (starts[(numbers[at] as number) + 1] as number)++;
  for (let number = 0; number < count; number++) {
    (starts[number + 1] as number) += starts[number] as number;
  }
  return starts;
}

/**
 * Makes the matrix of interactions; the weights of a user and an item that occur together several
 * times add up.
 *
 * @param users rows that must be there even without interactions; others are added as they occur
 * @param items columns likewise
 * @throws {RangeError} if a weight is negative or no number, or weights add up to too much, naming the
 * interaction
 */
export function interactionMatrix<User>(
  observed: Iterable<Interaction<User>>,
  users: Iterable<User> = [],
  items: Iterable<string> = [],
): Interactions<User> {
  return ratingsOf(observationsOf(observed, "sum", users, items));
}

/** The same as {@link interactionMatrix}, but a user and an item that occur together have rating 1. */
export function binaryInteractions<User>(
  observed: Iterable<Interaction<User>>,
  users: Iterable<User> = [],
  items: Iterable<string> = [],
): Interactions<User> {
  return ratingsOf(observationsOf(observed, "once", users, items));
}

/** The columns of a user's row. */
export function itemsOf(
  { indptr, indices }: Pick<Ratings, "indptr" | "indices">,
  user: number,
): Uint32Array {
  return indices.subarray(indptr[user], indptr[user + 1]);
}

/** The same matrix with items as rows and users as columns. */
export function transpose({ users, items, indptr: rowStarts, indices, values }: Ratings) {
  const indptr = startsOf(indices, items.length);
  const next = indptr.slice();
  const rows = new Uint32Array(indices.length);
  const rowValues = new Float32Array(indices.length);
  for (let user = 0; user < users.length; user++) {
    for (let entry = rowStarts[user] as number; entry < (rowStarts[user + 1] as number); entry++) {
      const at = (next[indices[entry] as number] as number)++;
      rows[at] = user;
      rowValues[at] = values[entry] as number;
    }
  }
  return { indptr, indices: rows, values: rowValues };
}
