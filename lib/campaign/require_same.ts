/** Refuses an answer of MongoDB that is not the one found here. */
import { DzError } from "../base/errors.ts";
import type { Vip } from "./vip.ts";

/**
 * Makes sure that MongoDB has found the same VIPs, in the same order, as were found here: a figure about
 * an answer that is wrong says nothing.
 *
 * @throws {DzError} if it has not
 */
export function requireSame(here: readonly Vip[], there: readonly Vip[]): void {
  const text = (vip: Vip | undefined) => JSON.stringify(vip);
  const longer = here.length > there.length ? here : there;
  const place = longer.findIndex((_, place) => text(here[place]) !== text(there[place]));
  if (place < 0) return;
  const user = (here[place] ?? there[place])?.user_id;
  throw new DzError(
    `Cannot tell who the VIPs are: filtering here finds ${here.length}, MongoDB ${there.length}, ` +
      `and they differ from user ${user} on. If something wrote to users ` +
      "meanwhile, run again",
  );
}
