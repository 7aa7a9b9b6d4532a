import type { SimulatedStore } from "../../../lib/simulate/simulate.ts";

/** One event: seconds since the window's start, index of the user, index of the product, type. */
export interface Event {
  second: number;
  user: number;
  product: number;
  type: number;
}

/** Every event of a store's log, in its order. */
export function eventsOf(store: SimulatedStore): Event[] {
  return [
    ...store.events().flatMap(({ hour, length, second, user, action }) =>
      Array.from({ length }, (_, i) => ({
        second: hour * 3600 + (second[i] ?? 0),
        user: user[i] ?? 0,
        product: Math.floor((action[i] ?? 0) / 3),
        type: (action[i] ?? 0) % 3,
      }))
    ),
  ];
}
