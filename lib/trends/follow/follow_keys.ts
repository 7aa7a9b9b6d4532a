/** By what a followed log is counted, with a fingerprint that tells when that changes. */
import { createHash } from "node:crypto";
import type { CubeShape } from "../scan/cube.ts";
import type { StoreKeys } from "../rank/analysis.ts";

/** What to count by while following a log. */
export interface FollowKeys {
  /** Products, hours and cities, always in the same order. */
  readonly shape: CubeShape;
  /** Tells whether counts are still of the same products and of the same cities of users. */
  readonly fingerprint: string;
}

/** What to count by, from what the store knows; the order in which it tells its users is no matter. */
export function followKeys({ products, cities }: StoreKeys): FollowKeys {
  const ids = products.map(({ _id }) => _id).sort();
  const users = [...cities].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    shape: { products: ids, byHour: true, cities: new Map(users) },
    fingerprint: createHash("sha256").update(JSON.stringify([ids, users])).digest("hex"),
  };
}
