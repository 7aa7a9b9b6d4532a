/** The store's two logs of events: their columns and words, for who writes and who reads them. */

/** What happened between a user and a product. */
export const eventTypes = ["view", "cart", "buy"] as const;

/** The columns of a log and the words that it has for the events. */
export interface LogFormat {
  readonly timestamp: string;
  readonly user: string;
  /** What names the product: its `_id` or its name. */
  readonly product: string;
  readonly event: string;
  /** The word for each event, in the order of {@link eventTypes}. */
  readonly words: readonly [view: string, cart: string, buy: string];
}

/** `logs.csv`, written by the shop itself: products by `_id`. */
export const shopLog: LogFormat = {
  timestamp: "timestamp",
  user: "user_id",
  product: "product_id",
  event: "event_type",
  words: ["view", "cart", "buy"],
};

/** `web_traffic.csv`, written by a web tracker: products by name. */
export const webTraffic: LogFormat = {
  timestamp: "timestamp",
  user: "user_id",
  product: "product_name",
  event: "action",
  words: ["view", "add_to_cart", "buy"],
};

/** The four columns in the order in which they are usually written. */
export const columnsOf = ({ timestamp, user, product, event }: LogFormat) => [
  timestamp,
  user,
  product,
  event,
];
