/** The users as the pages show them: one with orders, or many to choose from. */
import { z } from "zod";
import { type Order, order, type User, user } from "../../../lib/documents.ts";
import { requireShape } from "../../../lib/mongo/read_documents.ts";
import type { Queries } from "../../data/queries.ts";
import { mostDigits, prefixRanges } from "./prefix_ranges.ts";

/** The fields of a user that the pages show; nothing else leaves the database. */
const shownOfUser = {
  name: 1,
  city: 1,
  interests: 1,
  created_at: 1,
  total_spend: 1,
  recommendations: 1,
  recommendation_source: 1,
  recommendation_reasons: 1,
} as const satisfies { readonly [field in keyof User]?: 1 };

/** A user, as the pages show one. */
export type ShownUser = Pick<User, keyof typeof shownOfUser | "_id">;

/** An order, as the pages show one. */
export interface ShownOrder extends Pick<Order, "_id" | "status" | "created_at" | "total"> {
  readonly items: readonly Pick<Order["items"][number], "name" | "quantity" | "unit_price">[];
}

/** A user with the latest orders, and how many there are in all. */
export interface Profile {
  readonly user: ShownUser;
  readonly orders: readonly ShownOrder[];
  readonly orderCount: number;
}

/** A user to choose. */
export type FoundUser = Pick<User, "_id" | "name" | "city">;

/** The collections that profiles are read from. */
export const profileCollections = ["users", "orders"] as const;

/** The fields of an order that the pages show. */
const shownOfOrder = {
  status: 1,
  created_at: 1,
  total: 1,
  items: { name: 1, quantity: 1, unit_price: 1 },
} as const;

/** What is read of a user and of an order, whoever wrote them. */
const userShape = z.object(
  user.pick({
    _id: true,
    name: true,
    city: true,
    interests: true,
    created_at: true,
    total_spend: true,
    recommendations: true,
    recommendation_source: true,
    recommendation_reasons: true,
  }).shape,
);
const orderShape = z.object({
  ...order.pick({ _id: true, status: true, created_at: true, total: true }).shape,
  items: z.array(
    z.object({ name: z.string(), quantity: z.number(), unit_price: z.number() }),
  ),
});
const foundShape = z.object(user.pick({ _id: true, name: true, city: true }).shape);

/** So many orders are shown. */
const mostOrders = 20;

/** The number in a user's id, as in `user_101`; `undefined` if it is not written like one. */
export function userNumber(id: string): number | undefined {
  const [, digits] = /^user_([1-9]\d*)$/.exec(id) ?? [];
  return digits && digits.length <= mostDigits ? Number(digits) : undefined;
}

/**
 * Reads a user and the user's latest orders, with the prices at the time.
 *
 * @param number of the user
 * @returns `undefined` if there is no such user
 * @throws {DatabaseDownError} if the database cannot be reached
 * @throws {ForeignDocumentError} if the user or the orders have another shape
 */
export async function readProfile(
  database: Queries,
  number: number,
): Promise<Profile | undefined> {
  const [user, orders] = await Promise.all([
    database.query(
      "users",
      (users) => users.findOne<ShownUser>({ user_id: number }, { projection: shownOfUser }),
    ),
    database.query("orders", (orders) =>
      orders.find<ShownOrder>({ user_id: number }, {
        sort: { created_at: -1 },
        limit: mostOrders + 1,
        projection: shownOfOrder,
      }).toArray()),
  ]);
  if (!user) return undefined;
  const orderCount = orders.length <= mostOrders
    ? orders.length
    : await database.query("orders", (orders) => orders.countDocuments({ user_id: number }));
  return {
    user: requireShape("users", userShape, user) as ShownUser,
    orders: orders.slice(0, mostOrders).map((one) => requireShape("orders", orderShape, one)),
    orderCount,
  };
}

/**
 * The users whose numbers begin with some digits, the smallest numbers first: few index keys are
 * read, however many users there are.
 *
 * @param digits decimal, without leading zeros; none: all users
 * @throws {DatabaseDownError} if the database cannot be reached
 */
export async function findUsers(
  database: Queries,
  digits: string,
  limit: number,
): Promise<FoundUser[]> {
  const ranges = prefixRanges(digits).map(({ from, below }) => ({
    user_id: { $gte: from, $lt: below },
  }));
  const found = await database.query("users", (users) =>
    users.find<FoundUser>({ $or: ranges }, {
      sort: { user_id: 1 },
      limit,
      projection: { name: 1, city: 1 },
    }).toArray());
  return found.map((one) => requireShape("users", foundShape, one));
}
