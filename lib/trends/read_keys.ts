/** What trends are made from besides the logs: the products and users that a store knows. */
import type { Db } from "mongodb";
import { DzError } from "../base/errors.ts";
import type { Product, User } from "../documents.ts";
import { retryWhenReplaced, versionOf } from "../mongo/publish.ts";
import { whole } from "../base/text/whole.ts";
import type { StoreKeys } from "./rank/analysis.ts";
import { CityNumbers, type UserCities } from "./scan/user_cities.ts";

/** Which versions of the collections that the keys are read from a store has. */
export interface KeyVersions {
  readonly products: string | undefined;
  readonly users: string | undefined;
}

/** Read before the keys, they say whether the store has been loaded since. */
export async function keyVersions(db: Db): Promise<KeyVersions> {
  const [products, users] = await Promise.all([versionOf(db, "products"), versionOf(db, "users")]);
  return { products, users };
}

/**
 * Reads what the store knows of products and users.
 *
 * @throws {DzError} if it has no products
 */
export async function readKeys(db: Db): Promise<StoreKeys> {
  const [products, cities] = await Promise.all([
    retryWhenReplaced(() =>
      db.collection<Product>("products")
        .find({}, { projection: { name: 1, category: 1 }, sort: { _id: 1 } }).toArray()
    ),
    retryWhenReplaced(() => readCities(db)),
  ]);
  if (products.length === 0) {
    throw new DzError(
      `Cannot compute trends: ${db.databaseName} has no products. Run \`deno task generate\` first`,
    );
  }
  return { products, cities };
}

/** A `Map` has no more keys. */
const mostKeys = 2 ** 24 - 1;

/** The city of each user, by number if the numbers allow it. */
async function readCities(db: Db): Promise<UserCities> {
  const users = () =>
    db.collection<User>("users")
      .find({}, { projection: { _id: 0, user_id: 1, city: 1 }, batchSize: 20_000 });
  const numbers = new CityNumbers();
  let areNumbers = true;
  for await (const { user_id, city } of users()) {
    if (!(areNumbers = numbers.add(user_id, city))) break;
  }
  const numbered = areNumbers ? numbers.finish() : undefined;
  if (numbered) return numbered;
  const cities = new Map<string, string>();
  for await (const { user_id, city } of users()) {
    if (cities.size === mostKeys) {
      throw new DzError(
        `Cannot compute trends: ${db.databaseName} has more than ${whole(mostKeys)} users, whose ` +
          "user_id are not numbers close to one another. Number them from 1",
      );
    }
    cities.set(String(user_id), city);
  }
  return cities;
}
