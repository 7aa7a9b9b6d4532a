/** Which orders no failover can take away any more. */
import type { Collection } from "mongodb";
import type { BlackFridayOrder } from "../black_friday_order.ts";

/**
 * The ids of the orders that a majority of the members have, so that no failover can take them away
 * any more. Waits for those that are about to reach a majority: after a majority write by the same
 * primary, all that it took before is either there or gone.
 *
 * @param orders of a client that finds the primary by itself
 * @param prefix what the ids begin with
 */
export async function survivingOrderIds(
  orders: Collection<BlackFridayOrder>,
  prefix: string,
): Promise<Set<string>> {
  const mark = { orders: prefix };
  await orders.db.collection("cap_marks").insertOne(mark, {
    writeConcern: { w: "majority", wtimeoutMS: 30_000 },
  });
  const found = orders.find({ order_id: { $gte: prefix, $lt: `${prefix}\uffff` } }, {
    projection: { _id: 0, order_id: 1 },
    readPreference: "primary",
    readConcern: "majority",
    maxTimeMS: 30_000,
  });
  return new Set(await found.map(({ order_id }) => order_id).toArray());
}
