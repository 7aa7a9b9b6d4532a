/** What is ordered on Black Friday. */
import type { BlackFridayOrder } from "../black_friday_order.ts";
import type { Random } from "../../base/random.ts";

/** What sells on Black Friday, with prices in DZD. */
const offers = [
  { product: "PlayStation 5", unit_price: 109_000 },
  { product: "iPhone 15", unit_price: 165_000 },
  { product: "Galaxy Tab S9", unit_price: 118_000 },
  { product: "AirPods Pro 2", unit_price: 42_000 },
  { product: "LG C3 55 OLED", unit_price: 215_000 },
  { product: "65W GaN Charger", unit_price: 6_500 },
] as const;

/**
 * Makes an order.
 *
 * @param order_id such as `BF_0`
 */
export function blackFridayOrder(
  order_id: string,
  random: Random,
  timestamp: Date,
): BlackFridayOrder {
  const first = random.int(offers.length);
  const items = Array.from({ length: 1 + random.int(3) }, (_, place) => ({
    ...offers[(first + place) % offers.length] ?? offers[0],
    quantity: 1 + random.int(2),
  }));
  return {
    order_id,
    user: `user_${101 + random.int(1000)}`,
    items,
    total: items.reduce((sum, { quantity, unit_price }) => sum + quantity * unit_price, 0),
    timestamp,
  };
}
