/** The figures by which a person sees whether a simulated store is believable. */
import { percentText } from "../base/text/percent.ts";
import { whole } from "../base/text/whole.ts";
import type { Category } from "../documents.ts";
import { isCompleted, linesOf, lineTotal } from "./orders/orders.ts";
import { risingHours } from "./events/rising.ts";
import type { SimulatedStore } from "./simulate.ts";
import type { WrittenLogs } from "./events/write_logs.ts";

/** What a person checks to see whether a store is believable. Money is in DZD. */
export interface Summary {
  readonly users: number;
  readonly usersWithoutOrders: number;
  readonly products: number;
  readonly orders: number;
  readonly orderLines: number;
  /** The sum of all completed orders. */
  readonly revenue_dzd: number;
  readonly completedOrders: number;
  readonly views: number;
  readonly carts: number;
  readonly buys: number;
  /** The ten most viewed products, the most viewed first. */
  readonly topProducts: readonly { readonly name: string; readonly views: number }[];
  /** The names of the products that rise in the last hours. */
  readonly rising: readonly string[];
  /** How the revenue divides among the categories, the greatest share first; the shares add up to 1. */
  readonly revenueShares: readonly { readonly category: Category; readonly share: number }[];
  /** The five cities with most orders. */
  readonly topCities: readonly { readonly city: string; readonly orders: number }[];
}

/** Sums up a store and the logs written of it. */
export function summarize(store: SimulatedStore, { byAction }: WrittenLogs): Summary {
  const { products, users, orderTable } = store;
  const ordersByUser = new Uint32Array(users.length);
  const ordersByCity = new Map<string, number>();
  const revenueByCategory = new Map<Category, number>();
  let completedOrders = 0;
  for (const [order, user] of orderTable.user.entries()) {
    ordersByUser[user] = (ordersByUser[user] ?? 0) + 1;
    add(ordersByCity, users[user]?.city ?? "", 1);
    if (!isCompleted(orderTable, order)) continue;
    completedOrders++;
    for (const line of linesOf(orderTable, order)) {
      const product = products[orderTable.product[line] ?? 0];
      if (product) add(revenueByCategory, product.category, lineTotal(orderTable, line));
    }
  }
  const viewsOf = (product: number) => byAction[3 * product] ?? 0;
  const total = (type: number) => byAction.reduce((sum, n, i) => i % 3 === type ? sum + n : sum, 0);
  const revenue_dzd = [...revenueByCategory.values()].reduce((a, b) => a + b, 0);
  return {
    users: users.length,
    usersWithoutOrders: ordersByUser.filter((orders) => orders === 0).length,
    products: products.length,
    orders: orderTable.count,
    orderLines: orderTable.lineCount,
    revenue_dzd,
    completedOrders,
    views: total(0),
    carts: total(1),
    buys: total(2),
    topProducts: products
      .map(({ name }, product) => ({ name, views: viewsOf(product) }))
      .sort((a, b) => b.views - a.views || (a.name < b.name ? -1 : 1))
      .slice(0, 10),
    rising: store.rising.map(({ name }) => name),
    revenueShares: descending(revenueByCategory)
      .map(([category, revenue]) => ({ category, share: revenue / revenue_dzd })),
    topCities: descending(ordersByCity).slice(0, 5).map(([city, orders]) => ({ city, orders })),
  };
}

/** The summary as lines of text for a console. */
export function formatSummary(summary: Summary): string[] {
  const { users, products, orders, orderLines, views, carts, buys } = summary;
  const columns = (name: string, value: string) => `  ${name.padEnd(28)}${value.padStart(16)}`;
  return [
    "Store",
    columns("users", whole(users)),
    columns("  of them without an order", whole(summary.usersWithoutOrders)),
    columns("products", whole(products)),
    columns("orders", whole(orders)),
    columns("  of them completed", shareText(summary.completedOrders, orders)),
    columns("lines per order", orders ? (orderLines / orders).toFixed(2) : "0"),
    columns("revenue", `${whole(summary.revenue_dzd)} DZD`),
    "Events",
    columns("views", whole(views)),
    columns("carts", `${whole(carts)} (${shareText(carts, views)})`),
    columns("buys", `${whole(buys)} (${shareText(buys, views)})`),
    "Most viewed",
    ...summary.topProducts.map(({ name, views }) => columns(name, whole(views))),
    ...risingLines(summary),
    "Revenue by category",
    ...summary.revenueShares.map(({ category, share }) => columns(category, shareText(share, 1))),
    "Orders by city",
    ...summary.topCities.map(({ city, orders }) => columns(city, whole(orders))),
  ];
}

function risingLines({ rising }: Summary): string[] {
  if (rising.length === 0) return [];
  return [`Rising in the last ${risingHours} hours`, ...rising.map((name) => `  ${name}`)];
}

function add<Key>(sums: Map<Key, number>, key: Key, amount: number): void {
  sums.set(key, (sums.get(key) ?? 0) + amount);
}

function descending<Key>(sums: Map<Key, number>): [Key, number][] {
  return [...sums].sort(([, a], [, b]) => b - a);
}

function shareText(part: number, all: number): string {
  return all ? percentText(part / all, 1) : "-";
}
