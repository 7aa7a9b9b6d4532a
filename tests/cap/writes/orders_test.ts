import { assert, assertEquals } from "@std/assert";
import { blackFridayOrder } from "../../../lib/cap/writes/orders.ts";
import { blackFridayOrder as schema } from "../../../lib/cap/black_friday_order.ts";
import { random } from "../../../lib/base/random.ts";

Deno.test("orders keep to their schema and add up", () => {
  const generator = random(1, "orders");
  for (let n = 0; n < 200; n++) {
    const order = blackFridayOrder(`BF_${n}`, generator, new Date(0));
    schema.parse(order);
    const sum = order.items.reduce((total, item) => total + item.quantity * item.unit_price, 0);
    assertEquals(order.total, sum);
    assertEquals(new Set(order.items.map(({ product }) => product)).size, order.items.length);
  }
});

Deno.test("the same seed makes the same orders", () => {
  const orders = (seed: number) => {
    const generator = random(seed, "orders");
    return Array.from(
      { length: 20 },
      (_, n) => blackFridayOrder(`BF_${n}`, generator, new Date(0)),
    );
  };
  assertEquals(orders(1), orders(1));
  assert(JSON.stringify(orders(1)) !== JSON.stringify(orders(2)));
});
