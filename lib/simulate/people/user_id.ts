/** How the users of a simulated store are numbered. */

/** The number of the first user; the others follow. */
const firstUserId = 101;

/** The `user_id` of the user at `index`, counted from 0. */
export function idOfUser(index: number): number {
  return firstUserId + index;
}
