/** The query that lets MongoDB find the VIPs. */
import type { Db, FindCursor, FindOptions } from "mongodb";
import type { User } from "../documents.ts";
import { type Vip, type VipCriteria, vipFields } from "./vip.ts";

/**
 * The query that lets MongoDB find the VIPs. It filters. It leaves out the fields that a campaign does not
 * need, `_id` among them, which says no more than `user_id`. And it sorts, the best spenders first: the
 * index `{city: 1, total_spend: -1}` has them in that order, so nothing is left to do. Those who have
 * spent the same come in any order, which `ranked` decides; for that MongoDB would have to sort.
 *
 * @param options such as a `hint` for the query planner
 */
export function vipQuery(
  db: Db,
  { city, minSpend_dzd }: VipCriteria,
  options: FindOptions = {},
): FindCursor<Vip> {
  return db.collection<User>("users").find(
    { city: { $eq: city }, total_spend: { $gt: minSpend_dzd } },
    { ...options, sort: { total_spend: -1 } },
  ).project<Vip>({ _id: 0, ...Object.fromEntries(vipFields.map((field) => [field, 1])) });
}
