/** The simulated store: its size, its people, its orders and its events, all from one seed. */
import { isWhole } from "../base/is_whole.ts";
import type { Order, Product, User } from "../documents.ts";
import { catalogue } from "./catalogue/catalogue.ts";
import { clickstream, type EventBatch, type EventPlan, planEvents } from "./events/clickstream.ts";
import { orderDocuments, type OrderTable, simulateOrders, spendByUser } from "./orders/orders.ts";
import { profiles } from "./people/profiles.ts";
import { random } from "../base/random.ts";
import { maxRising, risingProducts } from "./events/rising.ts";
import { type Window, windowOf } from "./seasonality.ts";
import { simulateUsers } from "./people/users.ts";

/** How big the store is and when it lives. */
export interface Options {
  /** Users, 1 to 1,000,000. */
  readonly users: number;
  /** Products, within `catalogueLimits`. */
  readonly products: number;
  /** Orders, 0 to 10,000,000. */
  readonly orders: number;
  /** Rows of the log, at least three for each order line. */
  readonly events: number;
  /** Days that end at `end`. */
  readonly days: number;
  /** Products that rise in the last `risingHours`, 0 to `maxRising`. */
  readonly rising: number;
  /** A whole number; the same seed gives the same store, to the byte. */
  readonly seed: number;
  /** A full hour, UTC. */
  readonly end: Date;
}

/** The size of the assignment; the days end just after Black Friday 2025. */
export const defaults: Options = {
  users: 1_000,
  products: 64,
  orders: 2_000,
  events: 20_000,
  days: 90,
  rising: 2,
  seed: 42,
  end: new Date("2025-12-01T00:00:00Z"),
};

/** How many orders a store has for each user unless told otherwise. */
export const ordersPerUser = defaults.orders / defaults.users;

/** A simulated store: documents to load, and events to write or to look at hour by hour. */
export interface SimulatedStore {
  readonly seed: number;
  readonly window: Window;
  readonly products: readonly Product[];
  /** The products that rise in the last `risingHours`; none if every view leads to a cart. */
  readonly rising: readonly Product[];
  readonly users: readonly User[];
  /** The orders as columns. */
  readonly orderTable: OrderTable;
  readonly orderCount: number;
  /** Yields the documents of the orders in time order, each made when it is asked for. */
  orders(): Generator<Order>;
  /** How many events of each kind the log has. */
  readonly eventPlan: EventPlan;
  readonly eventCount: number;
  /** Yields the log hour by hour; a batch is valid until the next one is asked for. */
  events(): Generator<EventBatch>;
}

/**
 * Simulates a store, as far as `options` differ from `defaults`.
 *
 * @throws {RangeError} if an option is out of its range, or `events` too few for the orders
 */
export function simulate(options: Partial<Options> = {}): SimulatedStore {
  const all = { ...defaults, ...options };
  const { orders: orderCount, events: eventCount, seed } = all;
  requireWhole("rising products", all.rising, 0, maxRising);
  const { window, products, people, orderTable, users } = simulatePeople(all);
  const eventPlan = planEvents(eventCount, orderTable.lineCount);
  const rising = eventPlan.browsed > 0 ? risingProducts(products, all.rising, seed) : [];
  return {
    seed,
    window,
    products,
    rising,
    users: [...users()],
    orderTable,
    orderCount,
    orders: () => orderDocuments(orderTable, products, window),
    eventPlan,
    eventCount,
    events: () =>
      clickstream({
        plan: eventPlan,
        orders: orderTable,
        products,
        rising,
        profiles: people,
        window,
        seed,
      }),
  };
}

/**
 * Yields the users of the store that {@linkcode simulate} makes of the same options, each when it is
 * asked for: who needs no more of a store need not hold it.
 *
 * @throws {RangeError} if an option is out of its range
 */
export function streamUsers(options: Partial<PeopleOptions> = {}): Generator<User> {
  return simulatePeople({ ...defaults, ...options }).users();
}

/** What decides who buys what; the rest is about the events. */
type PeopleOptions = Omit<Options, "events" | "rising">;

/** Who lives in the store's window and buys what of its products. */
function simulatePeople(
  { users: userCount, products: productCount, orders, days, seed, end }: PeopleOptions,
) {
  requireWhole("users", userCount, 1, 1_000_000);
  requireWhole("orders", orders, 0, 10_000_000);
  const window = windowOf(days, end);
  const products = catalogue(productCount);
  const people = profiles(userCount, random(seed, "profiles"));
  const orderTable = simulateOrders({ count: orders, products, profiles: people, window, seed });
  const spend = spendByUser(orderTable, userCount);
  return {
    window,
    products,
    people,
    orderTable,
    users: () => simulateUsers({ profiles: people, spend, window, seed }),
  };
}

function requireWhole(name: string, value: number, min: number, max: number): void {
  if (isWhole(value, min, max)) return;
  throw new RangeError(
    `Cannot simulate ${value} ${name}: it must be a whole number, ${min} to ${max}`,
  );
}
