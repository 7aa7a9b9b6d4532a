/** Reading while collections are replaced. */
import { MongoServerError } from "mongodb";
import { errorCode } from "./error_codes.ts";

/**
 * Runs a query again if the collection was replaced under it (error 175, *query plan killed*).
 *
 * @param query makes the query from the start, such as `() => collection.find().toArray()`
 */
export async function retryWhenReplaced<T>(query: () => Promise<T>, attempts = 3): Promise<T> {
  try {
    return await query();
  } catch (error) {
    const replaced = error instanceof MongoServerError && error.code === errorCode.queryPlanKilled;
    if (!replaced || attempts <= 1) throw error;
    return await retryWhenReplaced(query, attempts - 1);
  }
}
