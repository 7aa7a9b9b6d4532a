/** The check of the assignment's Black Friday orders, of `w: 1` and of majority. */
import type { BlackFridayOrder } from "../../cap/black_friday_order.ts";
import type { Check } from "../check.ts";
import { counted } from "../../base/text/counted.ts";

const names = ["orders_fast", "orders_secure"] as const;
const expected = 100;

/**
 * The assignment's Black Friday orders, of w: 1 and of majority, on a replica set, where that
 * differs.
 */
export const writeConcerns: Check = {
  name: "Black Friday orders are in the collections of w: 1 and of majority",
  points: 0.5,
  async look({ db }) {
    const { setName, hosts = [], msg } = await db.command({ hello: 1 });
    for (const name of names) {
      const orders = await db.collection<BlackFridayOrder>(name).find().toArray();
      const ids = new Set(orders.map(({ order_id }) => order_id));
      const missing = Array.from({ length: expected }, (_, n) => `BF_${n}`)
        .find((id) => !ids.has(id));
      const wrong = orders.find(({ items, total }) =>
        total !== items.reduce((sum, { unit_price, quantity }) => sum + unit_price * quantity, 0)
      );
      const seen = `${name} has ${counted(orders.length, "order")}`;
      if (missing) return { passed: false, evidence: `${seen}; ${missing} is missing` };
      if (wrong) {
        return { passed: false, evidence: `${seen}; the total of ${wrong.order_id} is wrong` };
      }
    }
    const where = setName ? `a replica set of ${counted(hosts.length, "member")}` : "a cluster";
    return {
      passed: hosts.length > 1 || msg === "isdbgrid",
      evidence: `BF_0 to BF_${expected - 1} are in ${names.join(" and ")}, on ${where}`,
    };
  },
};
