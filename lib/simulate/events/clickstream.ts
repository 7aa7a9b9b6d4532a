/** What users do on the site, hour by hour, exactly as many events as are asked for. */
import type { Product } from "../../documents.ts";
import { eventTypes } from "../../log_format.ts";
import { AliasTable } from "../alias_table.ts";
import { popularity } from "../catalogue/popularity.ts";
import type { OrderTable } from "../orders/orders.ts";
import type { Profiles } from "../people/profiles.ts";
import { type Random, random } from "../../base/random.ts";
import { Rise } from "./rising.ts";
import { allocate, hourlyIntensity, type Window } from "../seasonality.ts";
import { affinity } from "../people/tastes.ts";

const view = eventTypes.indexOf("view");
const cart = eventTypes.indexOf("cart");

/** The events of one hour in time order, in columns whose first `length` entries count. */
export interface EventBatch {
  /** Hours since the window's start. */
  readonly hour: number;
  readonly length: number;
  /** Seconds since the hour's start. */
  readonly second: Uint16Array;
  /** Index of the user, from 0. */
  readonly user: Uint32Array;
  /** Index of the product times 3, plus the index in `eventTypes`. */
  readonly action: Uint32Array;
}

/** How many events of each kind make up the stream. */
export interface EventPlan {
  /** Order lines, each with a view, a later cart and a buy. */
  readonly bought: number;
  /** Carts that were abandoned, each with an earlier view. */
  readonly abandoned: number;
  /** Views that led to nothing. */
  readonly browsed: number;
}

/**
 * Shares out `events` among what users do, given the number of order lines.
 *
 * @throws {RangeError} if there are too few events for the orders to be viewed, carted and bought
 */
export function planEvents(events: number, orderLines: number): EventPlan {
  const left = events - eventTypes.length * orderLines;
  if (!Number.isInteger(events) || left < 0) {
    throw new RangeError(
      `Cannot simulate ${events} events: the ${orderLines} order lines alone make ` +
        `${eventTypes.length * orderLines}, ask for at least as many`,
    );
  }
  const abandoned = Math.round(Math.min(left / 2.5, 0.7 * orderLines + 0.04 * left));
  return { bought: orderLines, abandoned, browsed: left - 2 * abandoned };
}

/**
 * Yields the events hour by hour, in time order, exactly as many as planned.
 *
 * Views follow the popularity curve, whatever the orders need: visits without an order fill up what
 * they leave. Towards the end some of those that lead to nothing go to the rising products. A batch
 * is valid until the next is asked for; memory does not grow with the events but with the busiest hour.
 */
export function* clickstream(
  { plan, orders, products, rising, profiles, window, seed }: {
    plan: EventPlan;
    orders: OrderTable;
    products: readonly Product[];
    rising: readonly Product[];
    profiles: Profiles;
    window: Window;
    seed: number;
  },
): Generator<EventBatch> {
  const purchases = new Purchases(orders, window, random(seed, "purchases"));
  const visits = new Visits(
    residualViews(products, orders, plan.abandoned + plan.browsed),
    products,
    profiles,
    random(seed, "visits"),
  );
  const rise = new Rise({ rising, products, window, seed });
  const timing = random(seed, "visit times");
  const intensity = hourlyIntensity(window);
  const abandoned = allocate(plan.abandoned, intensity);
  const browsed = allocate(plan.browsed, intensity);
  const lengths = Uint32Array.from(
    intensity,
    (_, hour) => purchases.countIn(hour) + 2 * (abandoned[hour] ?? 0) + (browsed[hour] ?? 0),
  );
  const batch = new BatchBuilder(lengths.reduce((a, b) => Math.max(a, b)));

  for (let hour = 0; hour < window.hours; hour++) {
    batch.clear();
    purchases.addTo(batch, hour);
    for (let left = abandoned[hour] ?? 0; left > 0; left--) {
      const hesitation = 10 + ((timing.next() ** 2 * 1200) | 0);
      const second = timing.int(3600 - hesitation);
      const product = visits.drawProduct();
      const user = visits.drawUser(product);
      batch.add(second, user, 3 * product + view);
      batch.add(second + hesitation, user, 3 * product + cart);
    }
    for (let left = browsed[hour] ?? 0; left > 0; left--) {
      const second = timing.int(3600);
      const product = rise.productOf(visits.drawProduct(), hour * 3600 + second);
      batch.add(second, visits.drawUser(product), 3 * product + view);
    }
    yield batch.sorted(hour);
  }
}

/** Collects the events of an hour and sorts them by second, keeping the order within a second. */
class BatchBuilder {
  #length = 0;
  readonly #second: Uint16Array;
  readonly #user: Uint32Array;
  readonly #action: Uint32Array;
  readonly #position = new Uint32Array(3601);
  readonly #sorted: { second: Uint16Array; user: Uint32Array; action: Uint32Array };

  constructor(capacity: number) {
    this.#second = new Uint16Array(capacity);
    this.#user = new Uint32Array(capacity);
    this.#action = new Uint32Array(capacity);
    this.#sorted = {
      second: new Uint16Array(capacity),
      user: new Uint32Array(capacity),
      action: new Uint32Array(capacity),
    };
  }

  clear(): void {
    this.#length = 0;
  }

  add(second: number, user: number, action: number): void {
    const i = this.#length++;
    this.#second[i] = second;
    this.#user[i] = user;
    this.#action[i] = action;
  }

  /** A counting sort: one pass to count each second, one to put every event in its place. */
  sorted(hour: number): EventBatch {
    const position = this.#position.fill(0);
    const { second, user, action } = this.#sorted;
    const length = this.#length;
    for (let i = 0; i < length; i++) increment(position, (this.#second[i] as number) + 1);
    accumulate(position);
    for (let i = 0; i < length; i++) {
      const s = this.#second[i] as number;
      const to = increment(position, s);
      second[to] = s;
      user[to] = this.#user[i] as number;
      action[to] = this.#action[i] as number;
    }
    return { hour, length, second, user, action };
  }
}

/** The view, cart and buy of every order line, found by the hour in which they happen. */
class Purchases {
  readonly #orders: OrderTable;
  /** Seconds since the window's start of event `e`, which is of line `e / 3` and type `e % 3`. */
  readonly #time: Uint32Array;
  readonly #orderOfLine: Uint32Array;
  /** The events by hour: those of `hour` are at `#from[hour]` to `#from[hour + 1] - 1`. */
  readonly #events: Uint32Array;
  readonly #from: Uint32Array;

  constructor(orders: OrderTable, window: Window, random: Random) {
    const events = 3 * orders.lineCount;
    this.#orders = orders;
    this.#time = new Uint32Array(events);
    this.#orderOfLine = new Uint32Array(orders.lineCount);
    this.#events = new Uint32Array(events);
    this.#from = new Uint32Array(window.hours + 2);
    this.#drawTimes(random);
    this.#groupByHour();
  }

  countIn(hour: number): number {
    return (this.#from[hour + 1] ?? 0) - (this.#from[hour] ?? 0);
  }

  addTo(batch: BatchBuilder, hour: number): void {
    const { user, product } = this.#orders;
    const end = this.#from[hour + 1] ?? 0;
    for (let i = this.#from[hour] ?? 0; i < end; i++) {
      const event = this.#events[i] as number;
      const line = Math.floor(event / 3);
      batch.add(
        (this.#time[event] as number) - hour * 3600,
        user[this.#orderOfLine[line] as number] as number,
        3 * (product[line] as number) + event % 3,
      );
    }
  }

  /** A cart comes 1 to 30 minutes before the order, a view up to days before the cart. */
  #drawTimes(random: Random): void {
    const { count, time, firstLine } = this.#orders;
    for (let order = 0; order < count; order++) {
      const bought = time[order] as number;
      for (let line = firstLine[order] as number; line < (firstLine[order + 1] as number); line++) {
        const carted = bought - 60 - random.int(1740);
        const viewed = carted - 10 - Math.floor(600 * Math.exp(2 * random.gaussian()));
        this.#orderOfLine[line] = order;
        this.#time[3 * line] = Math.max(viewed, 0);
        this.#time[3 * line + 1] = carted;
        this.#time[3 * line + 2] = bought;
      }
    }
  }

  #groupByHour(): void {
    const time = this.#time;
    const next = this.#from;
    for (let e = 0; e < time.length; e++) increment(next, hourOf(time[e] as number) + 2);
    accumulate(next);
    // The start of an hour is now one place too far right; filling the hour moves it to its end,
    // which is the start of the next.
    for (let e = 0; e < time.length; e++) {
      this.#events[increment(next, hourOf(time[e] as number) + 1)] = e;
    }
  }
}

function hourOf(second: number): number {
  return Math.floor(second / 3600);
}

/** Adds 1 to `counts[i]`; returns what it was. */
function increment(counts: Uint32Array, i: number): number {
  const before = counts[i] as number;
  counts[i] = before + 1;
  return before;
}

/** Replaces each count by the sum of all up to it. */
function accumulate(counts: Uint32Array): void {
  for (let i = 1; i < counts.length; i++) {
    counts[i] = (counts[i] as number) + (counts[i - 1] as number);
  }
}

/**
 * Draws visits that end without an order: the product by what it lacks in views, then a taste that
 * explains the interest, then a user of this taste by activity.
 */
class Visits {
  #u: number;
  readonly #random: Random;
  readonly #products: AliasTable;
  readonly #tastesOf: AliasTable[];
  readonly #usersOf: AliasTable[];
  readonly #members: Uint32Array[];

  constructor(
    views: Float64Array,
    products: readonly Product[],
    { count, taste, activity }: Profiles,
    random: Random,
  ) {
    const drawn = affinity(products);
    const users = Uint32Array.from({ length: count }, (_, user) => user);
    this.#members = drawn.map((_, t) => users.filter((user) => taste[user] === t));
    this.#usersOf = this.#members.map((members) =>
      new AliasTable(members.length ? Array.from(members, (user) => activity[user] ?? 0) : [1])
    );
    this.#products = new AliasTable(views);
    this.#tastesOf = products.map((_, product) =>
      new AliasTable(drawn.map((row, t) => (row[product] ?? 0) * (this.#members[t]?.length ?? 0)))
    );
    this.#u = random.next();
    this.#random = random;
  }

  drawProduct(): number {
    // Products come from a low-discrepancy sequence, multiples of the golden ratio modulo 1, and not
    // from independent draws: so each has its share of the views, within a few, for every seed.
    this.#u += 0.6180339887498949;
    if (this.#u >= 1) this.#u -= 1;
    return this.#products.draw(this.#u);
  }

  drawUser(product: number): number {
    const taste = (this.#tastesOf[product] as AliasTable).draw(this.#random.next());
    const member = (this.#usersOf[taste] as AliasTable).draw(this.#random.next());
    return (this.#members[taste] as Uint32Array)[member] as number;
  }
}

/**
 * How many of `visits` views each product needs for all views to follow the popularity curve, given
 * those that its orders make; 0 for a product whose orders alone exceed its share.
 */
function residualViews(
  products: readonly Product[],
  { product: ordered }: OrderTable,
  visits: number,
): Float64Array {
  const shares = popularity(products);
  if (visits === 0) return shares;
  const existing = new Float64Array(products.length);
  for (const product of ordered) existing[product] = (existing[product] ?? 0) + 1;

  let isOpen = shares.map((share) => Number(share > 0));
  while (true) {
    const openShare = isOpen.reduce((sum, open, p) => sum + open * (shares[p] ?? 0), 0);
    const openViews = isOpen.reduce((sum, open, p) => sum + open * (existing[p] ?? 0), visits);
    const target = openViews / openShare; // all views, if no product exceeded its share
    const residual = shares.map((share, p) =>
      (isOpen[p] ?? 0) * (share * target - (existing[p] ?? 0))
    );
    if (residual.every((views) => views >= 0)) return residual;
    isOpen = residual.map((views) => Number(views > 0));
  }
}
