/** What trends are made from besides the logs: the products and users that a store knows. */
import type { Db } from "mongodb";
import { z } from "zod";
import { DzError } from "../base/errors.ts";
import { categories, user } from "../documents.ts";
import { readDocuments } from "../mongo/read_documents.ts";
import type { Readable } from "../mongo/readable.ts";
import { retryWhenReplaced } from "../mongo/retry_when_replaced.ts";
import { versionOf } from "../mongo/publishing/version_of.ts";
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

/** What is read of a product and of a user. */
const readProduct = z.object({
  _id: z.string(),
  name: z.string().min(1),
  category: z.enum(categories),
});
const readUser = z.object({ user_id: user.shape.user_id, city: user.shape.city });

/**
 * Reads what the store knows of products and users.
 *
 * @throws {DzError} if it has no products, or documents of another shape
 */
export async function readKeys(db: Readable, onUsers?: OnUsers): Promise<StoreKeys> {
  const [products, cities] = await Promise.all([
    retryWhenReplaced(() =>
      Array.fromAsync(readDocuments(db, "products", readProduct, {
        projection: { name: 1, category: 1 },
        sort: { _id: 1 },
        batchSize,
      }))
    ),
    retryWhenReplaced(() => readCities(db, onUsers)),
  ]);
  if (products.length === 0) {
    throw new DzError(
      `Cannot compute trends: ${db.databaseName} has no products. Run \`deno task generate\` first`,
    );
  }
  return { products, cities };
}

/** Is told how many users were read, and about how many there are. */
export type OnUsers = (read: number, total: number) => void;

/** So many documents come at once: of more, others would have to wait. */
const batchSize = 20_000;

/** That is told each time that so many more were read. */
const toldEach = 50_000;

/** A `Map` has no more keys. */
const mostKeys = 2 ** 24 - 1;

/** The city of each user, by number if the numbers allow it. */
async function readCities(db: Readable, onUsers?: OnUsers): Promise<UserCities> {
  const users = () =>
    readDocuments(db, "users", readUser, {
      projection: { _id: 0, user_id: 1, city: 1 },
      batchSize,
    });
  const numbers = new CityNumbers();
  const total = onUsers ? await db.collection("users").estimatedDocumentCount() : 0;
  let areNumbers = true, read = 0;
  for await (const { user_id, city } of users()) {
    if (!(areNumbers = numbers.add(user_id, city))) break;
    if (++read % toldEach === 0) onUsers?.(read, total);
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
