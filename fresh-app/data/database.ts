/** The connection of the dashboard to MongoDB, which comes and goes. */
import { type Collection, type Db, type Document, MongoClient, MongoError } from "mongodb";
import { isSystemError } from "../../lib/base/errors.ts";
import { pause } from "../../lib/base/pause.ts";
import { ourConnections } from "../../lib/mongo/connection_type.ts";
import { registerName } from "../../lib/mongo/publishing/register.ts";
import { readTogether } from "../../lib/mongo/read_together.ts";
import { retryWhenReplaced } from "../../lib/mongo/retry_when_replaced.ts";
import type { DocumentOf, Queries } from "./queries.ts";

/** The database cannot be reached now. */
export class DatabaseDownError extends Error {}

/** No query of a page takes longer. */
const patience_ms = 2000;
const retry_ms = 500;

/**
 * A database that may be down at any time, also at first. Queries fail at once while it is; the
 * driver looks for it all the while.
 */
export class Database implements Queries, AsyncDisposable {
  readonly #client: MongoClient;
  readonly #name: string;
  readonly #onSwitch = new Set<() => void>();
  #isUp = false;
  #isClosed = false;
  #since = new Date();

  /**
   * @param uri of a user who may read
   * @param onServer told of each server of it, as `host:port`, before it is connected to
   */
  constructor(uri: string, name: string, onServer: (address: string) => void = () => {}) {
    this.#name = name;
    this.#client = new MongoClient(uri, {
      ...ourConnections,
      appName: "dzstore dashboard",
      readPreference: "primaryPreferred", // during an election pages are still drawn
      serverSelectionTimeoutMS: patience_ms,
      connectTimeoutMS: patience_ms,
      heartbeatFrequencyMS: 1000,
      maxPoolSize: 20,
    });
    this.#client.on("serverOpening", ({ address }) => onServer(address));
    this.#client.on("topologyDescriptionChanged", ({ newDescription }) => {
      const isUp = newDescription.hasDataBearingServers;
      if (isUp === this.#isUp) return;
      this.#isUp = isUp;
      this.#since = new Date();
      for (const listener of this.#onSwitch) listener();
    });
    void this.#connect();
  }

  /** Looks for the database until it is found once; from then on the driver does. */
  async #connect(): Promise<void> {
    while (!this.#isClosed) {
      if (await this.#client.connect().then(() => true, () => false)) return;
      await pause(retry_ms);
    }
  }

  /** Whether a member that has the data can be reached. */
  get isUp(): boolean {
    return this.#isUp;
  }

  /** Since when it is up, or down. */
  get since(): Date {
    return this.#since;
  }

  /** Told when the database goes down and when it is back. */
  onSwitch(listener: () => void): void {
    this.#onSwitch.add(listener);
  }

  /** Waits until the database goes down or is back, but not longer than so. */
  async switched(patience_ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, patience_ms);
    this.#onSwitch.add(resolve);
    await promise;
    this.#onSwitch.delete(resolve);
    clearTimeout(timer);
  }

  query<Name extends string, T>(
    name: Name,
    query: (collection: Collection<DocumentOf<Name>>) => Promise<T>,
  ): Promise<T> {
    return this.together((queries) => queries.query(name, query));
  }

  /**
   * Runs queries that belong together: what they read was published by the same runs, also while
   * one of these is taking effect or was killed then.
   *
   * @throws {DatabaseDownError} if the database cannot be reached
   */
  async together<T>(read: (queries: Queries) => Promise<T>): Promise<T> {
    return await this.#attempt((db) =>
      readTogether(db, (placeOf) =>
        read({
          query: <Name extends string, Result>(
            name: Name,
            query: (collection: Collection<DocumentOf<Name>>) => Promise<Result>,
          ) => retryWhenReplaced(() => query(db.collection<DocumentOf<Name>>(placeOf(name)))),
        }))
    );
  }

  /**
   * What tells the collections that are there from those of another run: their UUIDs.
   *
   * @throws {DatabaseDownError} if the database cannot be reached
   */
  async catalogue(): Promise<string> {
    const collections = await this.#attempt((db) => db.listCollections().toArray());
    return collections.map(({ name, ...one }) => `${name} ${"info" in one ? one.info?.uuid : ""}`)
      .sort().join();
  }

  async #attempt<T>(read: (db: Db) => Promise<T>): Promise<T> {
    if (!this.#isUp) throw new DatabaseDownError();
    const db = this.#client.db(this.#name, { timeoutMS: patience_ms });
    const ask = () => read(db);
    try {
      // A connection that the other side has closed is met once; the driver then opens another.
      return await ask().catch((error) => isSystemError(error) ? ask() : Promise.reject(error));
    } catch (error) {
      if (!(error instanceof MongoError) && !isSystemError(error)) throw error;
      throw new DatabaseDownError(String(error), { cause: error });
    }
  }

  /**
   * The names of collections that have changed, one after the other, until the stream of changes
   * breaks; first `undefined`, when it begins.
   *
   * @throws {DatabaseDownError} when it breaks
   */
  async *changes(
    names: readonly string[],
    signal: AbortSignal,
  ): AsyncGenerator<string | undefined> {
    const those = { $in: [...names] };
    const stream = this.#client.db(this.#name).watch<Document, Document>([
      // A collection that is published takes another's place: `to` is the name that it gets. From the
      // moment that a run writes down its intent, what it `replaces` is read from what it has made.
      {
        $project: {
          ns: 1,
          to: 1,
          replaces: {
            $cond: [
              { $eq: ["$ns.coll", registerName] },
              "$updateDescription.updatedFields.intent.replaces.name",
              [],
            ],
          },
        },
      },
      { $match: { $or: [{ "ns.coll": those }, { "to.coll": those }, { replaces: those }] } },
    ], { maxAwaitTimeMS: 1000 });
    const namesIn = ({ ns, to, replaces = [] }: Document): string[] =>
      replaces.length > 0 ? replaces : [(to ?? ns).coll];
    const close = () => void stream.close().catch(() => {});
    signal.addEventListener("abort", close);
    try {
      const begun = new Promise<void>((resolve) => stream.once("init", () => resolve()));
      const first = stream.tryNext(); // makes it begin, and then waits for a change
      first.catch(() => {}); // it is awaited below, unless nobody listens any more
      await Promise.race([begun, first]);
      yield undefined;
      const change = await first;
      if (change) yield* namesIn(change);
      for await (const change of stream) yield* namesIn(change);
    } catch (error) {
      if (signal.aborted) return;
      throw new DatabaseDownError(String(error), { cause: error });
    } finally {
      signal.removeEventListener("abort", close);
      close();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    await this.#client.close();
  }
}
