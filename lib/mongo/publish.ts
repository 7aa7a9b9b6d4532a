import { type Collection, type Db, type Document, MongoError, MongoServerError } from "mongodb";
import { type CollectionName, collections, type Documents } from "../documents.ts";
import { PublishInterruptedError } from "./errors.ts";
import { toMongoSchema } from "./json_schema.ts";

/** Writes the next version of a collection into `staging` and says how many documents it wrote. */
export type Fill<T extends Document> = (staging: Collection<T>) => Promise<number>;

/**
 * Replaces a collection whole: a reader sees the old documents or the new ones, never a mixture,
 * and if the run fails or is killed the old ones stay.
 *
 * The new documents go to a staging collection with the validator and, once they are in, the indexes
 * of `lib/documents.ts`, all with majority write concern; their number is checked; then the staging
 * collection is renamed over the old one. What a killed run left behind is dropped by the next one.
 * Of two runs that publish the same collection at once, the earlier one fails. An election on the
 * way is waited for.
 *
 * @returns the number of documents published
 * @throws {PublishInterruptedError} if another run took over, or documents are missing
 */
export async function publish<Name extends CollectionName>(
  db: Db,
  name: Name,
  fill: Fill<Documents[Name]>,
): Promise<number> {
  const { schema, indexes } = collections[name];
  await dropLeftovers(db, name);
  const stagingName = `${stagingPrefix(name)}${crypto.randomUUID().slice(0, 8)}`;
  const staging = await db.createCollection<Documents[Name]>(stagingName, {
    validator: { $jsonSchema: toMongoSchema(schema) },
    writeConcern: majority,
  });
  const uuid = await collectionUuid(db, stagingName);
  try {
    const written = await fill(staging);
    for (const { key, ...options } of indexes) {
      await afterElection(() => staging.createIndex({ ...key }, options));
    }
    const arrived = await staging.countDocuments();
    if (arrived !== written || await collectionUuid(db, stagingName) !== uuid) {
      throw new PublishInterruptedError(
        `Cannot publish ${name}: ${arrived} of ${written} documents are there, ` +
          `another run publishes it at the same time. Run again when that one is done`,
      );
    }
    await afterElection(async () => {
      // The first try may have succeeded and only its answer be lost; a rename keeps the UUID.
      if (await collectionUuid(db, name) === uuid) return;
      await staging.rename(name, { dropTarget: true, writeConcern: majority });
    });
    return written;
  } catch (error) {
    await db.dropCollection(stagingName).catch(() => {}); // the error that led here matters more
    throw error;
  }
}

/** Publishes documents that the caller has, or makes one after the other; see {@link publish}. */
export function publishDocuments<Name extends CollectionName>(
  db: Db,
  name: Name,
  documents: Iterable<Documents[Name]>,
  onProgress: (inserted: number) => void = () => {},
): Promise<number> {
  return publish(db, name, (staging) => insertAll(staging, documents, onProgress));
}

/**
 * Inserts documents in batches with majority write concern.
 *
 * @param onProgress told the number of documents that the server has acknowledged so far
 * @returns that number at the end
 */
export async function insertAll<T extends Document>(
  collection: Collection<T>,
  documents: Iterable<T>,
  onProgress: (inserted: number) => void = () => {},
): Promise<number> {
  let inserted = 0;
  for (const batch of batches(documents, batchSize)) {
    // The driver's type wants `_id` to be optional only where it can prove that T has none.
    await collection.insertMany(batch as never[], { writeConcern: majority });
    inserted += batch.length;
    onProgress(inserted);
  }
  return inserted;
}

/** The collections of `db` that publishing works on or has left behind. */
export async function stagingCollections(db: Db, name = ".*"): Promise<string[]> {
  const found = await db.listCollections(
    { name: { $regex: `^${stagingPrefix(name)}` } },
    { nameOnly: true },
  ).toArray();
  return found.map((collection) => collection.name);
}

/**
 * Runs a query again if the collection was replaced under it (error 175, *query plan killed*).
 *
 * @param query makes the query from the start, such as `() => collection.find().toArray()`
 */
export async function retryWhenReplaced<T>(query: () => Promise<T>, attempts = 3): Promise<T> {
  try {
    return await query();
  } catch (error) {
    const replaced = error instanceof MongoServerError && error.code === 175;
    if (!replaced || attempts <= 1) throw error;
    return await retryWhenReplaced(query, attempts - 1);
  }
}

const majority = { w: "majority" } as const;
const batchSize = 1000;
const stagingPrefix = (name: string) => `${name}__staging_`;

async function dropLeftovers(db: Db, name: string): Promise<void> {
  for (const leftover of await stagingCollections(db, name)) await db.dropCollection(leftover);
}

async function collectionUuid(db: Db, name: string): Promise<string | undefined> {
  const [collection] = await db.listCollections({ name }, { nameOnly: false }).toArray();
  return collection?.info?.uuid?.toString();
}

/** Tries again what the driver does not retry by itself, when the primary changed meanwhile. */
async function afterElection<T>(command: () => Promise<T>, attempts = 5): Promise<T> {
  try {
    return await command();
  } catch (error) {
    const changed = error instanceof MongoError &&
      (error.hasErrorLabel("RetryableWriteError") || error.name === "MongoNetworkError" ||
        notPrimary.has(Number((error as MongoServerError).code)));
    if (!changed || attempts <= 1) throw error;
    await new Promise((resolve) => setTimeout(resolve, 500));
    return await afterElection(command, attempts - 1);
  }
}

// https://github.com/mongodb/specifications/blob/master/source/server-discovery-and-monitoring
const notPrimary = new Set([91, 189, 10107, 11600, 11602, 13435, 13436]);

function* batches<T>(items: Iterable<T>, size: number): Generator<T[]> {
  let batch: T[] = [];
  for (const item of items) {
    if (batch.push(item) === size) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}
