import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { planEvents } from "../../../lib/simulate/events/clickstream.ts";
import { simulate, type SimulatedStore } from "../../../lib/simulate/simulate.ts";
import { type Event, eventsOf } from "./events_of.ts";

function viewsByName(store: SimulatedStore): Map<string, number> {
  const views = new Map(store.products.map(({ name }) => [name, 0]));
  for (const { product, type } of eventsOf(store)) {
    const name = store.products[product]?.name ?? "";
    if (type === 0) views.set(name, (views.get(name) ?? NaN) + 1);
  }
  return views;
}

const store = simulate();
const events = eventsOf(store);
const key = ({ user, product }: Event) => user * 1000 + product;

Deno.test("clickstream() yields exactly the events asked for, in time order within the window", () => {
  assertEquals(events.length, 20_000);
  let last = 0;
  for (const { second } of events) {
    assert(second >= last && second < store.window.hours * 3600);
    last = second;
  }
});

Deno.test("clickstream() has one buy for each order line: its user, its product, its time", () => {
  const expected = [...store.orders()].flatMap(({ user_id, created_at, items }) =>
    items.map(({ product_id }) => `${created_at.toISOString()} ${user_id} ${product_id}`)
  );
  const buys = events.filter(({ type }) => type === 2).map(({ second, user, product }) => {
    const time = new Date(store.window.start.getTime() + second * 1000).toISOString();
    return `${time} ${store.users[user]?.user_id} ${store.products[product]?._id}`;
  });
  assertEquals(buys.sort(), expected.sort());
});

Deno.test("clickstream() has views before carts and carts before buys, each pair for itself", () => {
  const open = [new Map<number, number>(), new Map<number, number>()];
  for (const event of events) {
    const before = open[event.type - 1];
    if (before) assert((before.get(key(event)) ?? 0) > 0, `event ${JSON.stringify(event)}`);
    if (before) before.set(key(event), (before.get(key(event)) ?? 0) - 1);
    const after = open[event.type];
    if (after) after.set(key(event), (after.get(key(event)) ?? 0) + 1);
  }
});

Deno.test("clickstream() lets PlayStation 5 and iPhone 15 lead, for any seed, with a long tail", () => {
  for (const seed of [42, 1, 2, 3]) {
    const views = viewsByName(simulate({ seed }));
    const [first, second, third] = [...views].sort(([, a], [, b]) => b - a);
    assertEquals([first?.[0], second?.[0]], ["PlayStation 5", "iPhone 15"]);
    assert(second && third && third[1] < 0.9 * second[1], "the third is clearly behind");
    assert(second[1] >= 450 && second[1] <= 550, `iPhone 15 has ${second[1]} views`);
    assertEquals(views.get("Unknown Phone"), 0);
    assertEquals([...views.values()].filter((n) => n === 0).length, 1);
    assert([...views.values()].filter((n) => n > 0 && n < 100).length >= 10, "the tail is long");
  }
});

Deno.test("clickstream() is busiest on Black Friday and in the evening", () => {
  const byDay = new Map<number, number>();
  const byLocalHour = new Array<number>(24).fill(0);
  for (const { second } of events) {
    const hour = Math.floor(second / 3600) + 1;
    const day = Math.floor(hour / 24);
    byDay.set(day, (byDay.get(day) ?? 0) + 1);
    byLocalHour[hour % 24] = (byLocalHour[hour % 24] ?? 0) + 1;
  }
  const [busiest, usual] = [...byDay].sort(([, a], [, b]) => b - a);
  const date = new Date(store.window.start.getTime() + (busiest?.[0] ?? 0) * 86_400_000);
  assertEquals(date.toISOString().slice(0, 10), "2025-11-28");
  assert(busiest && usual && busiest[1] > 1.3 * usual[1]);
  const night = byLocalHour.slice(2, 5).reduce((a, b) => a + b);
  const evening = byLocalHour.slice(20, 23).reduce((a, b) => a + b);
  assert(evening > 8 * night, `${evening} in the evening, ${night} at night`);
});

Deno.test("clickstream() keeps an even pace of visits within the hour", () => {
  const late = events.filter(({ second }) => second % 3600 >= 1800).length;
  assertAlmostEquals(late / events.length, 0.5, 0.05);
});

Deno.test("clickstream() needs no visits beyond the orders", () => {
  const lines = store.orderTable.lineCount;
  const tight = simulate({ events: 3 * lines });
  assertEquals(eventsOf(tight).length, 3 * lines);
  assertEquals(tight.eventPlan, { bought: lines, abandoned: 0, browsed: 0 });
});

Deno.test("planEvents() shares out exactly the events asked for", () => {
  for (
    const [events, lines] of [[20_000, 3_000], [9_001, 3_000], [9_005, 3_000], [50, 0]] as const
  ) {
    const { bought, abandoned, browsed } = planEvents(events, lines);
    assertEquals(3 * bought + 2 * abandoned + browsed, events);
    assert(abandoned >= 0 && browsed >= 0);
  }
});

Deno.test("planEvents() names the smallest number of events that works", () => {
  assertThrows(() => planEvents(8_999, 3_000), RangeError, "9000");
  assertThrows(() => planEvents(NaN, 3_000), RangeError, "Cannot simulate NaN events");
  planEvents(9_000, 3_000);
});
