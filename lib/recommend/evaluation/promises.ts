/** What a calibrated model promises, beside what came true. */
import type { Calibration } from "./calibration.ts";
import { itemsOf, topK } from "../engine/mod.ts";
import type { Recommender } from "../models/recommender.ts";
import type { AnySplit, Split } from "./split.ts";

/** How confident it was that an item comes next, and whether (1) or not (0) it did. */
export interface Promised {
  readonly confidence: number;
  readonly success: number;
}

/**
 * What a calibrated model promises the tested users about the `k` items that it thinks best for each, and
 * what came of it. To be fair, the calibration must come from other users, see {@linkcode everySecondUser}.
 */
export function promisesOf(
  model: Recommender,
  { train, tested }: AnySplit,
  confidence: Calibration,
  k: number,
): Promised[] {
  return tested.flatMap(({ user, held }) => {
    const owned = new Set(itemsOf(train, user));
    return topK(model.score(user), k, (item) => owned.has(item)).map(({ item, score }) => ({
      confidence: confidence(score),
      success: held.includes(item) ? 1 : 0,
    }));
  });
}

/** The same split, but only users in even (0) or odd (1) rows are tested. */
export function everySecondUser<User>(split: Split<User>, parity: 0 | 1): Split<User> {
  return { ...split, tested: split.tested.filter(({ user }) => user % 2 === parity) };
}
