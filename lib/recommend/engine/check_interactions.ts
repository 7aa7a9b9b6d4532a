/** Which matrices can be trained on. */
import type { Ratings } from "./interactions.ts";
import type { Feedback } from "./options.ts";

/**
 * Checks that a matrix of interactions can be trained on.
 *
 * @param alpha by which the ratings are multiplied
 * @throws {RangeError} if its arrays do not fit each other, or a rating is not a finite number, or
 * negative in implicit feedback, or beyond single precision if multiplied; the message names the user
 */
export function checkInteractions(
  interactions: Ratings,
  alpha: number,
  feedback: Feedback,
): void {
  const least = feedback === "explicit" ? -Infinity : 0;
  const { users, items, indptr, indices, values } = interactions;
  const refuse = (why: string): never => {
    throw new RangeError(`Cannot train on these interactions: ${why}`);
  };
  const named = (user: number) => `user ${users.at(user)} (row ${user})`;
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
    const from = indptr[user] as number, to = indptr[user + 1] as number;
    if (to < from) refuse(`${named(user)} ends before it begins`);
    for (let entry = from; entry < to; entry++) {
      const item = indices[entry] as number, value = values[entry] as number;
      if (item >= items.length) {
        refuse(`${named(user)} has item ${item}, and there are ${items.length}`);
      }
      if (entry > from && item <= (indices[entry - 1] as number)) {
        refuse(`the items of ${named(user)} must ascend, without repeats`);
      }
      const rated = () => `${named(user)} has the rating ${value} for item ${items.at(item)}`;
      if (!(value >= least && Math.abs(value) < Infinity)) {
        refuse(`${rated()}: it must be ${least === 0 ? "0 or positive" : "a finite number"}`);
      }
      if (Math.fround(alpha * value) === Infinity) {
        refuse(`${rated()}: with alpha ${alpha} that is beyond single precision`);
      }
    }
  }
}
