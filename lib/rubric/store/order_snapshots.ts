/** The check that orders keep what they need, and that the money adds up. */
import type { Order, User } from "../../documents.ts";
import type { Check } from "../check.ts";
import { counted } from "../../base/text/counted.ts";

const fewest = { users: 1000, orders: 2000 };

/** Orders keep what they need of a product, and the money adds up. */
export const orderSnapshots: Check = {
  name: "Orders keep products as they were bought, and the money adds up",
  points: 1,
  async look({ db }) {
    const spent = new Map<number, number>();
    let orders = 0, items = 0;
    const wrong: string[] = [];
    for await (const order of db.collection<Order>("orders").find()) {
      orders++;
      let sum = 0;
      for (const { name, category, unit_price, quantity, specs } of order.items) {
        items++;
        sum += unit_price * quantity;
        const isWhole = name && category && Object.keys(specs ?? {}).length > 0;
        if (!isWhole) wrong.push(`${order._id} has an item without a snapshot`);
      }
      if (sum !== order.total) wrong.push(`${order._id} has ${order.total} DZD, its items ${sum}`);
      if (order.status === "completed") {
        spent.set(order.user_id, (spent.get(order.user_id) ?? 0) + sum);
      }
    }
    let users = 0;
    for await (const { user_id, total_spend } of db.collection<User>("users").find()) {
      users++;
      const sum = spent.get(user_id) ?? 0;
      spent.delete(user_id);
      if (sum !== total_spend) wrong.push(`user_${user_id} has ${total_spend} DZD, orders ${sum}`);
    }
    if (orders < fewest.orders) wrong.unshift(`${fewest.orders} orders are asked for`);
    if (users < fewest.users) {
      wrong.unshift(`${counted(users, "user")}, ${fewest.users} are asked for`);
    }
    if (spent.size > 0) wrong.push(`user_${[...spent.keys()][0]} has orders, but is no user`);
    const seen = `${counted(orders, "order")} with ${counted(items, "item")}`;
    return {
      passed: wrong.length === 0,
      evidence: wrong[0]
        ? `${seen}: ${wrong[0]}`
        : `${seen} have name, price and specs of their own; all totals, and the spending of ` +
          `${counted(users, "user")}, are the sums of their parts`,
    };
  },
};
