/** The orders of a simulated store: made in columns, and handed out as documents. */
import type { Order, OrderItem, OrderStatus, Product } from "../../documents.ts";
import { AliasTable } from "../alias_table.ts";
import { type Companion, companions } from "./companions.ts";
import { popularity } from "../catalogue/popularity.ts";
import { Ownership } from "./ownership.ts";
import { priceHistory } from "./prices.ts";
import type { Profiles } from "../people/profiles.ts";
import { type Random, random } from "../../base/random.ts";
import { allocate, hourlyIntensity, type Window } from "../seasonality.ts";
import { affinity } from "../people/tastes.ts";
import { idOfUser } from "../people/user_id.ts";

/**
 * All orders in time order, held in columns: a million of them take 30 MB. Order `o` has the lines
 * `firstLine[o]` to `firstLine[o + 1] - 1`.
 */
export interface OrderTable {
  readonly count: number;
  /** Seconds since the window's start. */
  readonly time: Uint32Array;
  /** Index of the user, from 0. */
  readonly user: Uint32Array;
  /** Index in `statuses`. */
  readonly status: Uint8Array;
  readonly firstLine: Uint32Array;
  readonly lineCount: number;
  /** Index of the product of each line. */
  readonly product: Uint16Array;
  readonly quantity: Uint8Array;
  /** The price of one piece when it was ordered, in DZD. */
  readonly unitPrice: Uint32Array;
}

/** The statuses by their index in an `OrderTable`. */
export const statuses = [
  "completed",
  "shipped",
  "pending",
  "cancelled",
] as const satisfies readonly OrderStatus[];

const completed = statuses.indexOf("completed");
const shipped = statuses.indexOf("shipped");
const pending = statuses.indexOf("pending");
const cancelled = statuses.indexOf("cancelled");

const shareWithoutOrders = 0.08;
const cancelledShare = 0.08;
const secondItemProbability = 0.22;
const maxLines = 4;

/** No order comes in the first hour, so that its views fit into the window. */
const firstOrderHour = 1;

/**
 * Simulates exactly `count` orders.
 *
 * Who orders depends on activity; what is ordered, on popularity and taste; companions join the basket.
 * No user buys a product twice before owning every product on sale.
 */
export function simulateOrders(
  { count, products, profiles, window, seed }: {
    count: number;
    products: readonly Product[];
    profiles: Profiles;
    window: Window;
    seed: number;
  },
): OrderTable {
  const time = orderTimes(count, window, random(seed, "order times"));
  const user = buyers(count, profiles, random(seed, "buyers"));
  const priceAt = priceHistory(products, window, random(seed, "prices"));
  const basket = new BasketFiller(products, profiles, random(seed, "baskets"));
  const chance = random(seed, "orders");

  const status = new Uint8Array(count);
  const firstLine = new Uint32Array(count + 1);
  const product = new Uint16Array(count * maxLines);
  const quantity = new Uint8Array(count * maxLines);
  const unitPrice = new Uint32Array(count * maxLines);
  let line = 0;
  for (let order = 0; order < count; order++) {
    const orderedAt = time[order] ?? 0;
    status[order] = drawStatus(window.hours * 3600 - orderedAt, chance);
    firstLine[order] = line;
    for (const chosen of basket.fill(user[order] ?? 0)) {
      product[line] = chosen;
      quantity[line] = drawQuantity(products[chosen], chance);
      unitPrice[line] = priceAt(chosen, orderedAt);
      line++;
    }
  }
  firstLine[count] = line;
  return {
    count,
    time,
    user,
    status,
    firstLine,
    lineCount: line,
    product: product.slice(0, line),
    quantity: quantity.slice(0, line),
    unitPrice: unitPrice.slice(0, line),
  };
}

/** Yields the documents of `table` in time order, `order_000001` first. */
export function* orderDocuments(
  table: OrderTable,
  products: readonly Product[],
  window: Window,
): Generator<Order> {
  for (let order = 0; order < table.count; order++) {
    const items = Array.from(linesOf(table, order), (line) => orderItem(table, line, products));
    yield {
      _id: `order_${String(order + 1).padStart(6, "0")}`,
      user_id: idOfUser(table.user[order] ?? 0),
      status: statuses[table.status[order] ?? 0] ?? "completed",
      created_at: new Date(window.start.getTime() + (table.time[order] ?? 0) * 1000),
      total: items.reduce((sum, { unit_price, quantity }) => sum + unit_price * quantity, 0),
      items,
    };
  }
}

/** What each user spent in completed orders, in DZD. */
export function spendByUser(table: OrderTable, users: number): Float64Array {
  const spend = new Float64Array(users);
  for (let order = 0; order < table.count; order++) {
    if (!isCompleted(table, order)) continue;
    const user = table.user[order] ?? 0;
    for (const line of linesOf(table, order)) {
      spend[user] = (spend[user] ?? 0) + lineTotal(table, line);
    }
  }
  return spend;
}

/** Whether an order counts as spent. */
export function isCompleted(table: OrderTable, order: number): boolean {
  return table.status[order] === completed;
}

/** Yields the lines of an order. */
export function* linesOf(table: OrderTable, order: number): Generator<number> {
  const end = table.firstLine[order + 1] ?? 0;
  for (let line = table.firstLine[order] ?? 0; line < end; line++) yield line;
}

/** What a line costs, in DZD. */
export function lineTotal(table: OrderTable, line: number): number {
  return (table.unitPrice[line] ?? 0) * (table.quantity[line] ?? 0);
}

function orderItem(table: OrderTable, line: number, products: readonly Product[]): OrderItem {
  const product = products[table.product[line] ?? 0];
  if (!product) throw new RangeError(`Cannot show order line ${line}: its product does not exist`);
  const { _id, name, category, specs } = product;
  return {
    product_id: _id,
    name,
    category,
    unit_price: table.unitPrice[line] ?? 0,
    quantity: table.quantity[line] ?? 0,
    specs: structuredClone(specs),
  } as OrderItem;
}

/** The seconds of the orders, ascending, spread over the window like its traffic. */
function orderTimes(count: number, window: Window, random: Random): Uint32Array {
  const intensity = hourlyIntensity(window).fill(0, 0, firstOrderHour);
  const times = new Uint32Array(count);
  let order = 0;
  for (const [hour, inThisHour] of allocate(count, intensity).entries()) {
    for (const end = order + inThisHour; order < end; order++) {
      times[order] = hour * 3600 + random.int(3600);
    }
  }
  return times.sort();
}

/** Who places each order: every buyer once if the orders suffice, then again by activity. */
function buyers(count: number, { count: users, activity }: Profiles, random: Random): Uint32Array {
  const everyone = Uint32Array.from({ length: users }, (_, user) => user);
  random.shuffle(everyone);
  const buying = everyone.subarray(Math.min(Math.round(users * shareWithoutOrders), users - 1));
  const byActivity = new AliasTable(Float64Array.from(buying, (user) => activity[user] ?? 0));
  const orders = Uint32Array.from(
    { length: count },
    (_, order) => buying[order < buying.length ? order : byActivity.draw(random.next())] ?? 0,
  );
  random.shuffle(orders);
  return orders;
}

/** Recent orders are still under way: handled within 2 days, delivered within 6. */
function drawStatus(ageSeconds: number, random: Random): number {
  if (random.chance(cancelledShare)) return cancelled;
  const ageDays = ageSeconds / 86_400;
  const handledAfterDays = 0.2 + 1.8 * random.next();
  const deliveredAfterDays = handledAfterDays + 1 + 3 * random.next();
  if (ageDays < handledAfterDays) return pending;
  return ageDays < deliveredAfterDays ? shipped : completed;
}

/** One piece as a rule; of cases and chargers sometimes two or three. */
function drawQuantity(product: Product | undefined, random: Random): number {
  const isAccessory = product?.category === "case" || product?.category === "charger";
  return random.chance(isAccessory ? 0.15 : 0.02) ? 2 + Number(random.chance(0.2)) : 1;
}

/** Chooses the products of one order after the other, remembering who owns what. */
class BasketFiller {
  readonly #random: Random;
  readonly #profiles: Profiles;
  readonly #companions: Companion[][];
  readonly #owned: Ownership;
  /** How much each taste wants each product. */
  readonly #desire: Float64Array[];
  readonly #desired: AliasTable[];

  constructor(products: readonly Product[], profiles: Profiles, random: Random) {
    const shares = popularity(products);
    this.#random = random;
    this.#profiles = profiles;
    this.#companions = companions(products);
    this.#owned = new Ownership(profiles.count, products.length);
    this.#desire = affinity(products).map((row) =>
      row.map((factor, p) => factor * (shares[p] ?? 0))
    );
    this.#desired = this.#desire.map((weights) => new AliasTable(weights));
  }

  /** The products, by index, of the next order of `user`. */
  fill(user: number): number[] {
    const main = this.#choose(user);
    const basket = [main];
    this.#owned.add(user, main);
    for (const { product, probability } of this.#companions[main] ?? []) {
      if (this.#owned.has(user, product) || !this.#random.chance(probability)) continue;
      basket.push(product);
      this.#owned.add(user, product);
    }
    if (this.#random.chance(secondItemProbability)) {
      const second = this.#choose(user);
      if (!basket.includes(second)) basket.push(second); // it is there if nothing else was left
      this.#owned.add(user, second);
    }
    return basket;
  }

  /** A product that the user wants and does not own. */
  #choose(user: number): number {
    const taste = this.#profiles.taste[user] ?? 0;
    const desired = this.#desired[taste];
    const desire = this.#desire[taste];
    if (!desired || !desire) {
      throw new RangeError(`Cannot fill a basket: there is no taste ${taste}`);
    }
    for (let attempt = 0; attempt < 8; attempt++) {
      const product = desired.draw(this.#random.next());
      if (!this.#owned.has(user, product)) return product;
    }
    const missing = this.#drawMissing(user, desire);
    if (missing !== undefined) return missing;
    this.#owned.clear(user);
    return desired.draw(this.#random.next());
  }

  /** As `#choose`, for a user who owns most of what they want; `undefined` if nothing is left. */
  #drawMissing(user: number, desire: Float64Array): number | undefined {
    let sum = 0;
    for (const [product, weight] of desire.entries()) {
      if (!this.#owned.has(user, product)) sum += weight;
    }
    let rest = sum * this.#random.next();
    let drawn: number | undefined;
    for (const [product, weight] of desire.entries()) {
      if (weight === 0 || this.#owned.has(user, product)) continue;
      drawn = product;
      rest -= weight;
      if (rest < 0) break;
    }
    return drawn;
  }
}
