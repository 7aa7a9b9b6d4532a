import type { Db } from "mongodb";
import type { RecommendationSource, User } from "../documents.ts";

/** A few users to look at: the first ones with orders, and one newcomer if there is any. */
export async function sampleUsers(db: Db, count: number): Promise<User[]> {
  const first = (source: RecommendationSource, limit: number) =>
    db.collection<User>("users")
      .find({ recommendation_source: source }, { sort: { user_id: 1 }, limit }).toArray();
  const newcomers = await first("popular", 1);
  return [...await first("als", count - newcomers.length), ...newcomers];
}
