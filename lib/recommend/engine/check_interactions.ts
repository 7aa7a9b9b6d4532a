/** Which matrices can be trained on. */
import type { Interactions } from "./interactions.ts";

/**
 * Checks that a matrix of interactions can be trained on.
 *
 * @throws {RangeError} if its arrays do not fit each other, or a rating is negative or not a finite
 * number; the message names the user
 */
export function checkInteractions(interactions: Interactions<unknown>): void {
  const { users, items, indptr, indices, values } = interactions;
  const refuse = (why: string): never => {
    throw new RangeError(`Cannot train on these interactions: ${why}`);
  };
  if (indptr.length !== users.length + 1) {
    refuse(`${users.length} users need ${users.length + 1} row pointers, found ${indptr.length}`);
  }
  if (indptr[0] !== 0 || indptr[users.length] !== indices.length) {
    refuse(`the row pointers must run from 0 to ${indices.length}`);
  }
  if (values.length !== indices.length) {
    refuse(`${indices.length} columns come with ${values.length} ratings`);
  }
  for (let user = 0; user < users.length; user++) {
    const name = () => `user ${users[user]} (row ${user})`;
    const from = indptr[user] as number, to = indptr[user + 1] as number;
    if (to < from) refuse(`${name()} ends before it begins`);
    for (let entry = from; entry < to; entry++) {
      const item = indices[entry] as number, value = values[entry] as number;
      if (item >= items.length) {
        refuse(`${name()} has item ${item}, and there are ${items.length}`);
      }
      if (entry > from && item <= (indices[entry - 1] as number)) {
        refuse(`the items of ${name()} must ascend, without repeats`);
      }
      if (!(value >= 0 && value < Infinity)) {
        refuse(
          `${name()} has the rating ${value} for item ${items[item]}: it must be 0 or positive`,
        );
      }
    }
  }
}
