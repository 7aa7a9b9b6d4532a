/** A few users to look at, with what they bought. */
import type { Db } from "mongodb";
import type { Order, RecommendationSource, User } from "../documents.ts";

/** A user to look at, with the names of what the user bought. */
export interface SampleUser {
  readonly user: User;
  readonly bought: readonly string[];
}

/** A few users to look at: the first ones with orders, and one newcomer if there is any. */
export async function sampleUsers(db: Db, count: number): Promise<SampleUser[]> {
  const first = (source: RecommendationSource, limit: number) =>
    db.collection<User>("users")
      .find({ recommendation_source: source }, { sort: { user_id: 1 }, limit }).toArray();
  const newcomers = await first("popular", 1);
  const users = [...await first("als", count - newcomers.length), ...newcomers];
  return await Promise.all(users.map(async (user) => {
    const orders = await db.collection<Order>("orders")
      .find({ user_id: user.user_id }, { sort: { created_at: 1 } }).toArray();
    const bought = orders.flatMap(({ items }) => items.map(({ name }) => name));
    return { user, bought: [...new Set(bought)] };
  }));
}
