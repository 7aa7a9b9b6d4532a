import { assert, assertAlmostEquals, assertEquals, assertStringIncludes } from "@std/assert";
import { simulate } from "../../lib/simulate/simulate.ts";
import { formatSummary, summarize } from "../../lib/simulate/summary.ts";

const store = simulate();
const byAction = new Float64Array(3 * store.products.length);
for (const { length, action } of store.events()) {
  for (const a of action.subarray(0, length)) byAction[a] = (byAction[a] ?? 0) + 1;
}
const summary = summarize(store, { rows: store.eventCount, byAction });

Deno.test("summarize() adds up to the documents and the events", () => {
  const spent = store.users.reduce((sum, { total_spend }) => sum + total_spend, 0);
  assertEquals(summary.revenue_dzd, spent);
  assertEquals(summary.views + summary.carts + summary.buys, store.eventCount);
  assertEquals(summary.buys, summary.orderLines);
  assertEquals(summary.usersWithoutOrders, 80);
  assertAlmostEquals(summary.revenueShares.reduce((sum, { share }) => sum + share, 0), 1);
});

Deno.test("summarize() ranks products, categories and cities, the greatest first", () => {
  assertEquals(summary.topProducts.length, 10);
  assertEquals(summary.topProducts[0]?.name, "PlayStation 5");
  assertEquals(summary.topCities[0]?.city, "Algiers");
  const ranked = [
    summary.topProducts.map(({ views }) => views),
    summary.revenueShares.map(({ share }) => share),
    summary.topCities.map(({ orders }) => orders),
  ];
  for (const values of ranked) assertEquals(values, values.toSorted((a, b) => b - a));
});

Deno.test("summarize() finds believable rates: a cart for every second view, a buy for every fourth", () => {
  assertAlmostEquals(summary.carts / summary.views, 0.48, 0.06);
  assertAlmostEquals(summary.buys / summary.views, 0.26, 0.04);
});

Deno.test("formatSummary() names the products that rise, if there are any", () => {
  const names = store.rising.map(({ name }) => name);
  assertEquals(summary.rising, names);
  const lines = formatSummary(summary);
  const title = lines.indexOf("Rising in the last 12 hours");
  assertEquals(lines.slice(title + 1, title + 3), names.map((name) => `  ${name}`));
  const calm = formatSummary({ ...summary, rising: [] });
  assertEquals(calm, lines.toSpliced(title, 3));
});

Deno.test("formatSummary() shows the figures in aligned lines, also of an empty store", () => {
  const text = formatSummary(summary).join("\n");
  assertStringIncludes(text, summary.views.toLocaleString("en-US"));
  assertStringIncludes(text, "DZD");
  const empty = simulate({ users: 1, orders: 0, events: 0 });
  const lines = formatSummary(summarize(empty, { rows: 0, byAction: new Float64Array(192) }));
  assert(lines.every((line) => !line.includes("NaN")), lines.join("\n"));
});
