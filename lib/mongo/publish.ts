/** How collections are published: staged beside the old ones, counted, renamed. */
import { pause } from "../base/pause.ts";
import {
  type Collection,
  type Db,
  type Document,
  MongoError,
  MongoNetworkError,
  MongoServerError,
} from "mongodb";
import type { Book, DocumentsIn, Index, NameIn } from "./book.ts";
import { errorCode, notPrimary, shuttingDown } from "./error_codes.ts";
import { PublishInterruptedError } from "./errors.ts";
import { toMongoSchema } from "./json_schema.ts";

/** How many documents are few. */
const small = 10_000;

/** Writes the next version of a collection into `staging` and says how many documents it wrote. */
export type Fill = (staging: Collection) => Promise<number>;

/** Documents at hand, or made one after the other. */
type Source<T> = Iterable<T> | AsyncIterable<T>;

/** The next version of a collection, complete but not yet seen by readers. */
export interface Staged {
  /** How many documents it has. */
  readonly count: number;
  /** Puts it in the place of the old version. */
  publish(): Promise<void>;
  /** Throws it away. */
  discard(): Promise<void>;
}

/**
 * Writes the next version of a collection beside it, in a staging collection with the validator and
 * the indexes of the book, all with majority write concern. What a killed run left of an
 * earlier attempt is dropped. An election on the way is waited for.
 *
 * Many documents are indexed when all are there, which is faster for them. A few are indexed as they
 * come: the members agree on an index of an empty collection without a vote.
 *
 * @param isSmall whether the documents are few
 * @throws {PublishInterruptedError} if documents are missing at the end, because another run stages
 * the same collection: of two at once, the earlier one fails
 */
export async function stage<B extends Book>(
  db: Db,
  book: B,
  name: NameIn<B>,
  fill: Fill,
  { isSmall = false }: { readonly isSmall?: boolean } = {},
): Promise<Staged> {
  const definition = book[name];
  if (!definition) throw new TypeError(`Cannot stage ${name}: the book does not have it`);
  const { schema, indexes } = definition;
  const stagingName = `${stagingPrefix(name)}${crypto.randomUUID().slice(0, 8)}`;
  const staging = await afterElection(async () => {
    await dropLeftovers(db, name); // of earlier runs and of an earlier try
    return await db.createCollection(stagingName, {
      validator: { $jsonSchema: toMongoSchema(schema) },
      writeConcern: majority,
    });
  });
  const uuid = await versionOf(db, stagingName);
  const discard = async () => {
    await db.dropCollection(stagingName).catch(() => {}); // the next run will drop it
  };
  try {
    if (isSmall) await createIndexes(staging, indexes);
    const written = await fill(staging);
    if (!isSmall) await createIndexes(staging, indexes);
    const arrived = await staging.countDocuments();
    if (arrived !== written || await versionOf(db, stagingName) !== uuid) {
      throw interrupted(name, `${arrived} of ${written} documents are there`);
    }
    const publish = () =>
      afterElection(async () => {
        // The first try may have succeeded and only its answer be lost; a rename keeps the UUID.
        if (await versionOf(db, name) === uuid) return;
        try {
          await staging.rename(name, { dropTarget: true, writeConcern: majority });
        } catch (error) {
          const gone = error instanceof MongoServerError &&
            error.code === errorCode.namespaceNotFound;
          throw gone ? interrupted(name, "its documents are gone", error) : error;
        }
      });
    return { count: written, publish, discard };
  } catch (error) {
    // Whatever the server says of a collection that was dropped under us, this is why.
    const gone = error instanceof MongoServerError &&
      await versionOf(db, stagingName).then((now) => now !== uuid, () => false);
    await discard();
    throw gone ? interrupted(name, "its documents are gone", error) : error;
  }
}

async function createIndexes(staging: Collection, indexes: readonly Index[]): Promise<void> {
  for (const { key, ...options } of indexes) {
    // By default an index build waits for every member, so that one that is down holds it up.
    await afterElection(() =>
      staging.createIndex({ ...key }, { ...options, commitQuorum: "majority" })
    );
  }
}

/**
 * The next version of each collection of a book: its documents, at hand or made one after the other.
 */
export type Versions<B extends Book> = {
  readonly [Name in keyof B]?: Source<DocumentsIn<B>[Name]>;
};

/** How to publish. */
export interface PublishOptions<B extends Book> {
  /** Told the number of documents written so far, all collections together. */
  readonly onProgress?: (written: number) => void;
  /** Collections that the documents were made from, with the {@link versionOf} them then. */
  readonly unlessChanged?: { readonly [Name in keyof B]?: string | undefined };
}

/**
 * Replaces collections of a book whole: a reader of one sees its old documents or its new ones, never a
 * mixture. All are complete before the first is replaced, so if the run fails or is killed on the way
 * the old ones stay.
 *
 * @returns the number of documents of all collections
 * @throws {PublishInterruptedError} if another run publishes one of them at the same time, or has
 * published one that must not have changed
 */
export async function publish<B extends Book>(
  db: Db,
  book: B,
  versions: Versions<NoInfer<B>>,
  { onProgress = () => {}, unlessChanged = {} }: PublishOptions<NoInfer<B>> = {},
): Promise<number> {
  const written = new Map<string, number>();
  const sum = () => [...written.values()].reduce((a, b) => a + b, 0);
  const stages = await Promise.allSettled(
    Object.entries(versions as Record<string, Source<Document>>).map(([name, documents]) =>
      stage(
        db,
        book,
        name as NameIn<B>,
        (staging) =>
          insertAll(staging, documents, (inserted) => {
            written.set(name, inserted);
            onProgress(sum());
          }),
        { isSmall: Array.isArray(documents) && documents.length <= small },
      )
    ),
  );
  const staged = stages.flatMap((one) => one.status === "fulfilled" ? [one.value] : []);
  try {
    for (const one of stages) if (one.status === "rejected") throw one.reason;
    for (const [name, version] of Object.entries(unlessChanged)) {
      if (await versionOf(db, name) === version) continue;
      throw new PublishInterruptedError(
        `Cannot publish ${Object.keys(versions).join(", ")}: another run has published ${name} ` +
          "meanwhile. Run again",
      );
    }
    await Promise.all(staged.map((next) => next.publish()));
    return sum();
  } catch (error) {
    for (const next of staged) await next.discard();
    throw error;
  }
}

/**
 * Inserts documents in batches with majority write concern.
 *
 * @param onProgress told the number of documents that the server has acknowledged so far
 * @returns that number at the end
 */
export async function insertAll(
  collection: Collection,
  documents: Source<Document>,
  onProgress: (inserted: number) => void = () => {},
): Promise<number> {
  let inserted = 0;
  for await (const batch of batches(documents, batchSize)) {
    // The server makes missing `_id`s; the driver would write them into the caller's objects.
    await collection.insertMany(batch, { writeConcern: majority, forceServerObjectId: true });
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
    const replaced = error instanceof MongoServerError && error.code === errorCode.queryPlanKilled;
    if (!replaced || attempts <= 1) throw error;
    return await retryWhenReplaced(query, attempts - 1);
  }
}

const majority = { w: "majority" } as const;
const batchSize = 1000;
const stagingPrefix = (name: string) => `${name}__staging_`;

function interrupted(name: string, sign: string, cause?: unknown): PublishInterruptedError {
  return new PublishInterruptedError(
    `Cannot publish ${name}: ${sign}, another run publishes it at the same time. ` +
      `Run again when that one is done`,
    { cause },
  );
}

async function dropLeftovers(db: Db, name: string): Promise<void> {
  for (const leftover of await stagingCollections(db, name)) await db.dropCollection(leftover);
}

/** Tells one published version of a collection from another; `undefined` if there is none. */
export async function versionOf(db: Db, name: string): Promise<string | undefined> {
  const [collection] = await db.listCollections({ name }, { nameOnly: false }).toArray();
  return collection?.info?.uuid?.toString();
}

/** Tries again what the driver does not retry by itself, when the primary changed meanwhile. */
async function afterElection<T>(command: () => Promise<T>, attempts = 5): Promise<T> {
  try {
    return await command();
  } catch (error) {
    const changed = error instanceof MongoError &&
      (error.hasErrorLabel("RetryableWriteError") || error instanceof MongoNetworkError ||
        isOfElection(Number((error as MongoServerError).code)));
    if (!changed || attempts <= 1) throw error;
    await pause(500);
    return await afterElection(command, attempts - 1);
  }
}

const isOfElection = (code: number) => notPrimary.has(code) || shuttingDown.has(code);

async function* batches<T>(
  items: Source<T>,
  size: number,
): AsyncGenerator<T[]> {
  let batch: T[] = [];
  for await (const item of items) {
    if (batch.push(item) === size) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}
