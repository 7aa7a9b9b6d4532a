/** Stores of any size of which only the users are wanted. */
import type { User } from "../documents.ts";
import { cities } from "./people/algeria.ts";
import { ordersPerUser, streamUsers } from "./simulate.ts";

/** Stores of any size of which only the users are wanted: who they are, and where they may live. */
export const simulatedStores: {
  usersOf(size: number): Generator<User>;
  readonly cities: readonly string[];
} = {
  usersOf: (size) => streamUsers({ users: size, orders: size * ordersPerUser }),
  cities: cities.map(({ name }) => name),
};
