/** When each order is placed: as many a month as in the real set, with seasons and Black Friday. */
import type { Random } from "../../../base/random.ts";
import { oracle } from "../../oracle.ts";
import type { Baskets } from "./baskets.ts";
import type { Products } from "./catalogue.ts";
import { categories } from "./categories.ts";
import { day, monthStart, toSeconds, weekday } from "./local_time.ts";
import type { People } from "./people.ts";
import { apportion, labels, shuffled } from "./quotas.ts";
import type { Size } from "./size.ts";
import { Wheel } from "./wheel.ts";

/** When orders are placed. */
export interface Calendar {
  /** Of each order, months from 2016-09 on. */
  readonly month: Uint8Array;
  /** Of each order, see `local_time.ts`. */
  readonly purchased: Uint32Array;
}

const { months } = oracle.orders;
const january = 4;
/** The months after the set's real end, with canceled orders only. */
const stubs = [months.length - 2, months.length - 1];

/** What a calendar is made of. */
export interface CalendarParts {
  readonly size: Size;
  readonly people: People;
  readonly products: Products;
  readonly baskets: Baskets;
  readonly prices: Int32Array;
  /** 1 for orders that are canceled. */
  readonly canceled: Uint8Array;
}

/** Places the orders in time. */
export function makeCalendar(parts: CalendarParts, draw: Random): Calendar {
  const month = chooseMonths(parts, draw);
  fitJanuary(parts, month, draw);
  const { orders } = parts.size;
  const wheels = months.map((_, i) => dayWheel(i));
  const hours = new Wheel(hourWeights);
  const purchased = new Uint32Array(orders);
  const ofSplit = new Uint32Array(parts.people.splits + 1);
  for (let i = 0; i < orders; i++) {
    const split = parts.people.split[i] ?? 0;
    const known = ofSplit[split] ?? 0;
    const at = split > 0 && known > 0 ? known : monthStart(8 + (month[i] ?? 0)) +
      (wheels[month[i] ?? 0]?.turn(draw) ?? 0) * day + hours.turn(draw) * 3600 + draw.int(3600);
    ofSplit[split] = at;
    purchased[i] = at;
  }
  setEnds(parts, month, purchased);
  return { month, purchased };
}

/** The first and the last purchase are those of the real set. */
function setEnds({ people }: CalendarParts, month: Uint8Array, purchased: Uint32Array) {
  const set = (at: number, time: string) => {
    const order = month.findIndex((value, i) => value === at && people.split[i] === 0);
    if (order >= 0) purchased[order] = toSeconds(time);
  };
  set(0, oracle.orders.firstPurchase);
  set(months.length - 1, oracle.orders.lastPurchase);
}

/** Months by quota: the stubs to canceled orders, then split purchases, then by season, then the rest. */
function chooseMonths(parts: CalendarParts, draw: Random): Uint8Array {
  const { size: { orders }, people, canceled } = parts;
  const left = apportion(orders, months);
  const month = new Uint8Array(orders).fill(255);
  const assign = (order: number, to: number) => {
    month[order] = to;
    left[to] = (left[to] ?? 0) - 1;
  };
  const row = shuffled(orders, draw);
  for (const order of row) {
    if (!canceled[order] || people.split[order]) continue;
    const stub = stubs.find((at) => (left[at] ?? 0) > 0);
    if (stub === undefined) break;
    assign(order, stub);
  }
  const main = new Wheel(months.map((count, i) => i < january || stubs.includes(i) ? 0 : count));
  const ofSplit = new Int16Array(people.splits + 1).fill(-1);
  for (const order of row) {
    const split = people.split[order] ?? 0;
    if (split === 0) continue;
    let to = ofSplit[split] ?? -1;
    while (to < 0 || (ofSplit[split] === -1 && (left[to] ?? 0) < 3)) {
      to = main.turn(draw);
      if (orders < 2_000) break;
    }
    ofSplit[split] = to;
    if ((left[to] ?? 0) > 0) assign(order, to);
    else assign(order, left.indexOf(Math.max(...left)));
  }
  for (const order of row) {
    if (month[order] !== 255) continue;
    const season = seasonOf(parts, order);
    if (season.length === 0 || !draw.chance(0.3)) continue;
    const wanted = draw.pick(season);
    const years = [4 + wanted - 1, 16 + wanted - 1].filter((at) =>
      at < stubs[0]! && (left[at] ?? 0) > 0
    );
    if (years.length > 0) assign(order, draw.pick(years));
  }
  const rest = labels(left, draw);
  let next = 0;
  for (const order of row) if (month[order] === 255) month[order] = rest[next++] ?? 0;
  return month;
}

/** The months in which the first product of an order sells best. */
function seasonOf({ baskets, products }: CalendarParts, order: number): readonly number[] {
  const pair = baskets.starts[order] ?? 0;
  if (pair === baskets.starts[order + 1]) return [];
  return categories[products.category[baskets.product[pair] ?? 0] ?? -1]?.season ?? [];
}

/** Exchanges orders between January 2017 and other months until January's prices add up as they did. */
function fitJanuary(
  { size, people, baskets, prices }: CalendarParts,
  month: Uint8Array,
  draw: Random,
) {
  const worth = new Int32Array(size.orders);
  prices.forEach((price, pair) => {
    const order = baskets.order[pair] ?? 0;
    worth[order] = (worth[order] ?? 0) + price * (baskets.quantity[pair] ?? 0);
  });
  const inside: number[] = [], outside: number[] = [];
  let left = size.of(oracle.items.january2017);
  month.forEach((value, order) => {
    if (value === january) left -= worth[order] ?? 0;
    if (people.split[order] !== 0) return;
    if (value === january) inside.push(order);
    else if (value > january && value < (stubs[0] ?? 0)) outside.push(order);
  });
  if (inside.length === 0 || outside.length === 0) return;
  const exchange = (i: number, o: number) => {
    const [one = 0, other = 0] = [inside[i], outside[o]];
    left -= (worth[other] ?? 0) - (worth[one] ?? 0);
    month[one] = month[other] ?? 0;
    month[other] = january;
    inside[i] = other;
    outside[o] = one;
  };
  for (let tries = 0; tries < 20_000 && left !== 0; tries++) {
    const [i, o] = [draw.int(inside.length), draw.int(outside.length)];
    const gain = (worth[outside[o] ?? 0] ?? 0) - (worth[inside[i] ?? 0] ?? 0);
    if (Math.abs(left - gain) < Math.abs(left)) exchange(i, o);
  }
  const byWorth = new Map(outside.map((order, o) => [worth[order] ?? 0, o]));
  for (let i = 0; i < inside.length && left !== 0; i++) {
    const exact = byWorth.get((worth[inside[i] ?? 0] ?? 0) + left);
    if (exact !== undefined) exchange(i, exact);
  }
}

/** How busy each day of a month is, counted from 2016-09. */
function dayWheel(month: number): Wheel {
  const first = monthStart(8 + month) / day;
  const days = monthStart(9 + month) / day - first;
  return new Wheel(
    Array.from({ length: days }, (_, i) => busyness(month, i + 1, weekday(first + i))),
  );
}

/** Mondays are busy, Saturdays are not; the set has gaps at its ends, and Black Friday in its middle. */
function busyness(month: number, date: number, weekday: number): number {
  const open = ends.get(month);
  if (open) return open.includes(date) ? 1 : 0;
  const weight = [0.83, 1.13, 1.12, 1.08, 1.02, 0.98, 0.76][weekday] ?? 1;
  return weight * (month === blackNovember ? blackDays.get(date) ?? 1 : 1);
}

const blackNovember = 14;
const blackDays = new Map([[23, 1.3], [24, 6.2], [25, 2.9], [26, 2.2], [27, 1.8], [28, 1.6]]);
/** The days with orders in the months at the ends. */
const ends = new Map<number, readonly number[]>([
  [0, [5, 13, 15]],
  [1, [2, 3, 4, 5, 6, 7, 8, 9, 10]],
  [3, [23]],
  [23, Array.from({ length: 29 }, (_, i) => i + 1)],
  [24, [1, 2, 3, 4, 6, 9, 11, 12, 17, 20, 25, 29]],
  [25, [1, 3, 16]],
]);

/** Orders by the hour: few at night, most from ten to ten. */
const hourWeights = [
  ...[2394, 1170, 510, 272, 206, 188, 502, 1231, 2967, 4785, 6177, 6578],
  ...[5995, 6518, 6569, 6454, 6675, 6150, 5769, 5982, 6193, 6217, 5816, 4123],
];
