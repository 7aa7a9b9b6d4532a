/** The Black Friday laboratory's book of collections: the orders of its last run, and its runs. */
import type { Book } from "../mongo/book.ts";
import { blackFridayOrder } from "./black_friday_order.ts";
import { capRun } from "./cap_run.ts";

/** Every collection of the laboratory. */
export const laboratoryBook = {
  orders_fast: {
    schema: blackFridayOrder,
    indexes: [{ key: { order_id: 1 }, unique: true }],
  },
  orders_secure: {
    schema: blackFridayOrder,
    indexes: [{ key: { order_id: 1 }, unique: true }],
  },
  cap_runs: {
    schema: capRun,
    indexes: [],
  },
} as const satisfies Book;
