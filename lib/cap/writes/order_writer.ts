/** The writer of orders, which times each and keeps the book. */
import type { Collection } from "mongodb";
import type { BlackFridayOrder } from "../black_friday_order.ts";
import type { Random } from "../../base/random.ts";
import { outcomeOf, type Write } from "./ledger.ts";
import { blackFridayOrder } from "./orders.ts";

/** How orders are made and timed. */
export interface OrderWriterOptions {
  /** What the ids of its orders begin with; the rest is their place. No other writer may have it. */
  readonly prefix: string;
  readonly random: Random;
  /** The time of an order. */
  readonly now: () => Date;
  /** Since the beginning of the scenario. */
  readonly clock_ms: () => number;
}

/** Inserts orders into a collection, at its write concern, and keeps the book. */
export class OrderWriter {
  /** Where they go. */
  readonly orders: Collection<BlackFridayOrder>;
  readonly #options: OrderWriterOptions;
  /** By the order's place; absent while it is on its way. */
  readonly #writes: (Write | undefined)[] = [];

  constructor(orders: Collection<BlackFridayOrder>, options: OrderWriterOptions) {
    this.orders = orders;
    this.#options = options;
  }

  /** See {@linkcode OrderWriterOptions}. */
  get prefix(): string {
    return this.#options.prefix;
  }

  /** Whether its client sends a write again by itself. */
  get retryWrites(): boolean {
    return this.orders.db.client.options.retryWrites;
  }

  /** The writes that have ended, in the order of sending. */
  get writes(): Write[] {
    return this.#writes.filter((write) => write !== undefined);
  }

  /** Sends the next order and waits for what becomes of it. Several may be on their way at once. */
  async write(): Promise<Write> {
    const { prefix, random, now, clock_ms } = this.#options;
    const place = this.#writes.push(undefined) - 1;
    const order = blackFridayOrder(`${prefix}${place}`, random, now());
    const sent_at_ms = clock_ms();
    const outcome = await this.orders.insertOne(order).then(
      () => "acknowledged" as const,
      (error) => outcomeOf(error, this.retryWrites),
    );
    const took_ms = clock_ms() - sent_at_ms;
    const write = {
      order_id: order.order_id,
      total_dzd: order.total,
      sent_at_ms,
      took_ms,
      outcome,
    };
    this.#writes[place] = write;
    return write;
  }
}
