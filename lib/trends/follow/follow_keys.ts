/** By what a followed log is counted, with a fingerprint that tells when that changes. */
import { createHash } from "node:crypto";
import type { CubeShape } from "../scan/cube.ts";
import { isNumbered, numberedCities, type UserCities } from "../scan/user_cities.ts";
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
  const hash = createHash("sha256").update(JSON.stringify(ids));
  const users = inOrder(cities);
  if (isNumbered(users)) hash.update(JSON.stringify(users.cities)).update(users.places);
  else hash.update(JSON.stringify([...users]));
  return { shape: { products: ids, byHour: true, cities: users }, fingerprint: hash.digest("hex") };
}

function inOrder(users: UserCities): UserCities {
  if (isNumbered(users)) return users;
  return numberedCities(users) ?? new Map([...users].sort(([a], [b]) => (a < b ? -1 : 1)));
}
