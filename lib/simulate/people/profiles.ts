/** What drives each user of a simulated store: a taste, and how active the user is. */
import { AliasTable } from "../alias_table.ts";
import type { Random } from "../../base/random.ts";
import { tastes } from "./tastes.ts";

/** What drives users and is not stored with them: their taste and how active they are. */
export interface Profiles {
  readonly count: number;
  /** The index in `tastes` of each user's taste. */
  readonly taste: Uint8Array;
  /** How often each user visits, relative to the others: a few are very active. */
  readonly activity: Float64Array;
}

/** Draws the profiles of `count` users; activity is log-normal. */
export function profiles(count: number, random: Random): Profiles {
  const shares = new AliasTable(tastes.map(({ share }) => share));
  return {
    count,
    taste: Uint8Array.from({ length: count }, () => shares.draw(random.next())),
    activity: Float64Array.from({ length: count }, () => Math.exp(0.9 * random.gaussian())),
  };
}
