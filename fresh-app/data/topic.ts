/** What a page is about: the collections that it shows, and what is kept of them. */
import type { Queries } from "./queries.ts";

export interface Topic<Data = unknown> {
  /** The word for it in the live protocol, in the style of a name: `trends`. */
  readonly topic: string;
  /** Whose database holds it, such as `warehouse`; absent: the store's. */
  readonly system?: string;
  /** When one of these changes, the page is drawn again. */
  readonly collections: readonly string[];
  /**
   * Reads what is kept at hand, at first and whenever one of the collections has changed; absent:
   * each request asks for what it shows.
   *
   * @throws {DatabaseDownError} if the database cannot be reached
   */
  readonly read?: (database: Queries) => Promise<Data>;
}
