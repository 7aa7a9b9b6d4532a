/** Refuses a campaign for a city where nobody lives. */
import type { Db } from "mongodb";
import type { User } from "../documents.ts";
import { DzError } from "../base/errors.ts";
import { retryWhenReplaced } from "../mongo/retry_when_replaced.ts";
import { unknownCity } from "./unknown_city.ts";

/**
 * Makes sure that somebody lives in the city: a campaign for nobody is a name misspelled.
 *
 * @throws {DzError} if nobody does, with the cities that may have been meant
 */
export async function requireResidents(db: Db, city: string): Promise<void> {
  const users = db.collection<User>("users");
  const resident = await retryWhenReplaced(() =>
    users.findOne({ city: { $eq: city } }, { projection: { _id: 1 } })
  );
  if (resident) return;
  const cities = await retryWhenReplaced(() =>
    users.aggregate<{ _id: unknown }>([{ $sortByCount: "$city" }]).toArray()
  );
  if (cities.length === 0) {
    throw new DzError(
      `Cannot find VIPs: ${db.databaseName} has no users. Run \`deno task generate\` first`,
    );
  }
  throw unknownCity(city, cities.map(({ _id }) => String(_id)));
}
