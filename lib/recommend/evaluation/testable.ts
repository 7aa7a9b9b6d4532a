/** Whom a model can be tested on, and what to say if there is nobody. */
import { DzError } from "../../base/errors.ts";
import { counted } from "../../base/text/counted.ts";
import type { Observations } from "../engine/mod.ts";
import type { Split } from "./split.ts";

/** Nobody can be tested, so there is nothing to say of any model. */
export class NobodyTestedError extends DzError {}

/**
 * The same split, tested on the users whom a model can disappoint: who lacks no more than `k` items is
 * shown all of them, whatever the model.
 *
 * @param what is to be done
 * @throws {NobodyTestedError} if there are none
 */
export function testable<User, Of extends Observations<User>>(
  split: Split<User, Of>,
  k: number,
  what = "evaluate",
): Split<User, Of> {
  const { train: { items, indptr }, tested } = split;
  if (tested.length === 0) {
    throw new NobodyTestedError(
      `Cannot ${what}: no user has two items, so nothing can be held out to be found again`,
    );
  }
  const lacking = (user: number) =>
    items.length - ((indptr[user + 1] as number) - (indptr[user] as number));
  const open = tested.filter(({ user }) => lacking(user) > k);
  if (open.length > 0) return { ...split, tested: open };
  throw new NobodyTestedError(
    `Cannot ${what} lists of ${counted(k, "item")}: of ${
      counted(items.length, "item")
    } no tested ` +
      "user lacks more, so any model would find what is held out. Use a smaller --k",
  );
}
