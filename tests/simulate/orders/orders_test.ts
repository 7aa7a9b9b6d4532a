import { assert, assertAlmostEquals, assertEquals, assertNotEquals } from "@std/assert";
import { order as schema } from "../../../lib/documents.ts";
import { simulate } from "../../../lib/simulate/simulate.ts";

const store = simulate();
const orders = [...store.orders()];
const { users, products } = store;
const count = <T>(values: Iterable<T>, isCounted: (value: T) => boolean) =>
  [...values].filter(isCounted).length;

Deno.test("orders are valid documents, numbered in time order within the window", () => {
  assertEquals(orders.length, 2_000);
  let last = store.window.start;
  for (const [i, order] of orders.entries()) {
    schema.parse(order);
    assertEquals(order._id, `order_${String(i + 1).padStart(6, "0")}`);
    assert(order.created_at >= last && order.created_at < store.window.end);
    last = order.created_at;
  }
});

Deno.test("an order's total is the sum of its items", () => {
  for (const { total, items } of orders) {
    assertEquals(total, items.reduce((sum, item) => sum + item.unit_price * item.quantity, 0));
  }
});

Deno.test("total_spend is the sum of the user's completed orders", () => {
  const spend = new Map(users.map(({ user_id }) => [user_id, 0]));
  for (const { user_id, status, total } of orders) {
    if (status === "completed") spend.set(user_id, (spend.get(user_id) ?? NaN) + total);
  }
  for (const { user_id, total_spend } of users) assertEquals(total_spend, spend.get(user_id));
});

Deno.test("an item is a snapshot of its product whose price may be of its time", () => {
  const byId = new Map(products.map((product) => [product._id, product]));
  let differing = 0;
  for (const item of orders.flatMap(({ items }) => items)) {
    const product = byId.get(item.product_id);
    assert(product);
    assertEquals([item.name, item.category], [product.name, product.category]);
    assertEquals<unknown>(item.specs, product.specs);
    assert(item.specs !== product.specs, "a change of the product must not reach the order");
    assert(item.unit_price >= 0.75 * product.price && item.unit_price <= 1.06 * product.price);
    if (item.unit_price !== product.price) differing++;
  }
  assert(differing > 100, `${differing} prices differ from today's`);
});

Deno.test("about 8 % of the users have no order, and a few have many", () => {
  const perUser = new Map<number, number>();
  for (const { user_id } of orders) perUser.set(user_id, (perUser.get(user_id) ?? 0) + 1);
  assertEquals(perUser.size, 920);
  assert(Math.max(...perUser.values()) >= 8);
});

Deno.test("about 82 % of the orders are completed, and the latest are under way", () => {
  const share = (status: string) =>
    count(orders, (order) => order.status === status) / orders.length;
  assertAlmostEquals(share("completed"), 0.82, 0.04);
  for (const status of ["shipped", "pending", "cancelled"]) assert(share(status) > 0.01, status);
  const weekBefore = new Date(store.window.end.getTime() - 7 * 86_400_000);
  assert(
    orders.every(({ status, created_at }) =>
      status === "completed" || status === "cancelled" || created_at > weekBefore
    ),
  );
});

Deno.test("orders have about one and a half lines, mostly of one piece", () => {
  const items = orders.flatMap(({ items }) => items);
  assertAlmostEquals(items.length / orders.length, 1.5, 0.1);
  assert(count(items, ({ quantity }) => quantity === 1) > 0.9 * items.length);
});

Deno.test("no user buys a product twice, and nobody buys Unknown Phone", () => {
  const seen = new Set<string>();
  for (const { user_id, items } of orders) {
    for (const { product_id, name } of items) {
      assertNotEquals(name, "Unknown Phone");
      assert(!seen.has(`${user_id} ${product_id}`), `user ${user_id} buys ${name} again`);
      seen.add(`${user_id} ${product_id}`);
    }
  }
});

Deno.test("a user who owns everything starts again, and no order has a product twice", () => {
  const few = simulate({ users: 2, orders: 300, events: 3_000 });
  for (const { items } of few.orders()) {
    assertEquals(new Set(items.map(({ product_id }) => product_id)).size, items.length);
  }
});

Deno.test("a phone is bought with its case and its charger far more often than by chance", () => {
  const baskets = orders.map(({ items }) => new Set(items.map(({ name }) => name)));
  const together = (phone: string, companion: string) => {
    const having = baskets.filter((basket) => basket.has(phone));
    return count(having, (basket) => basket.has(companion)) / having.length;
  };
  const pairs = [
    ["iPhone 15", "Silicone Case for iPhone 15", "Apple 20W Charger"],
    ["Samsung S24", "Rugged Case for Samsung S24", "Samsung 25W Charger"],
    ["Samsung Galaxy A15", "Clear Case for Galaxy A15", "Samsung 25W Charger"],
  ] as const;
  for (const [phone, fitting, charger] of pairs) {
    for (const [companion, least] of [[fitting, 0.35], [charger, 0.2]] as const) {
      const lift = together(phone, companion);
      const chance = count(baskets, (basket) => basket.has(companion)) / baskets.length;
      assert(
        lift > least && lift > 5 * chance,
        `${companion}: ${lift} with ${phone}, else ${chance}`,
      );
    }
  }
});

Deno.test("Oran has users who spent more than 100,000 DZD", () => {
  const vips = count(users, ({ city, total_spend }) => city === "Oran" && total_spend > 100_000);
  assert(vips >= 10, `${vips} VIP users`);
});
