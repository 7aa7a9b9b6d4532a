/** The flags that describe a store, shared by `generate` and `pipeline`. */
import type { Command } from "commander";
import { UsageError } from "../../lib/base/errors.ts";
import {
  catalogueLimits,
  defaults,
  maxDays,
  maxRising,
  ordersPerUser,
  risingHours,
  simulate,
  type SimulatedStore,
} from "../../lib/simulate/mod.ts";
import { wholeNumber } from "./cli.ts";

/** The values of the flags; orders and events follow the users if they are not given. */
export interface StoreFlags {
  readonly users: number;
  readonly products: number;
  readonly orders?: number;
  readonly events?: number;
  readonly days: number;
  readonly rising: number;
  readonly seed: number;
}

const eventsPerOrder = defaults.events / defaults.orders;

/** Adds the flags to a command. */
export function addStoreFlags(program: Command): Command {
  const { min, max } = catalogueLimits;
  return program
    .addOption(wholeNumber("--users <n>", "users").default(defaults.users))
    .addOption(
      wholeNumber("--products <n>", `products, ${min} to ${max}`, min).default(defaults.products),
    )
    .addOption(wholeNumber("--orders <n>", `orders (default: ${ordersPerUser} per user)`))
    .addOption(
      wholeNumber("--events <n>", `rows of logs.csv (default: ${eventsPerOrder} per order)`),
    )
    .addOption(
      wholeNumber("--days <n>", `days up to 1 December 2025, at most ${maxDays}`).default(
        defaults.days,
      ),
    )
    .addOption(
      wholeNumber(
        "--rising <n>",
        `products that rise in the last ${risingHours} hours, 0 to ${maxRising}`,
        0,
        maxRising,
      ).default(defaults.rising),
    )
    .addOption(
      wholeNumber("--seed <n>", "the same seed gives the same store, to the byte", 0).default(
        defaults.seed,
      ),
    );
}

/**
 * Simulates the store that the flags describe.
 *
 * @throws {UsageError} if they do not go together
 */
export function simulateFromFlags(
  { users, products, days, rising, seed, ...flags }: StoreFlags,
): SimulatedStore {
  const orders = flags.orders ?? users * ordersPerUser;
  const events = flags.events ?? orders * eventsPerOrder;
  try {
    return simulate({ users, products, orders, events, days, rising, seed });
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}
