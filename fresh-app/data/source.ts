/** Where a page has its data from: what was read of its topic, and its database. */
import type { Database } from "./database.ts";
import type { Queries } from "./queries.ts";
import type { Reading } from "./reading.ts";

export interface Source<Data> {
  readonly database: Database;
  /**
   * What the topic's `read` gave last; `undefined` before that.
   *
   * @throws {ForeignDocumentError} if it last found documents that the kit did not make
   */
  readonly latest: Reading<Data> | undefined;
  /**
   * What a query gives now, or gave last if the database is down. The latest thousand answers of a
   * topic are kept for that, but none that is `undefined`.
   *
   * @param key under which the answer is kept
   * @throws {DatabaseDownError} if the database is down, and no answer is kept
   */
  ask<T>(key: string, query: (database: Queries) => Promise<T>): Promise<Reading<T>>;
}
