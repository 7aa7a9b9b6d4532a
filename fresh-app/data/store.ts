/** What the pages show: read from the database, kept while it is down. */
import type { Database } from "./database.ts";
import { DatabaseDownError } from "./database.ts";
import {
  findUsers,
  type FoundUser,
  type Profile,
  profileCollections,
  readProfile,
} from "./profiles.ts";
import { Recent } from "./recent.ts";
import { readTrends, trendCollections, type Trends } from "./trends.ts";

/** Something that was read, and when. */
export interface Reading<T> {
  readonly data: T;
  readonly as_of: Date;
  /** Whether the database is down, so that it may have changed since. */
  readonly isStale: boolean;
}

/** Which version of everything there is now: what a browser compares with what it shows. */
export interface LiveState {
  readonly trends: string;
  readonly users: string;
  readonly database: "up" | "down";
}

/** What a page may be about. */
export type Topic = "trends" | "users";

const topics: Readonly<Record<string, Topic>> = {
  ...Object.fromEntries(trendCollections.map((name) => [name, "trends"])),
  ...Object.fromEntries(profileCollections.map((name) => [name, "users"])),
};
const watched = [...trendCollections, ...profileCollections];

/** So many users are kept for when the database is down. */
const keptProfiles = 1000;

/** Collections are published several at once: what changes within this is one change. */
const settle_ms = 100;
const retry_ms = 500;

/** The store of the dashboard. {@link start} makes it follow the database. */
export class Store {
  readonly #database: Database;
  readonly #onError: (error: unknown) => void;
  readonly #listeners = new Set<() => void>();
  readonly #profiles = new Recent<number, { data: Profile; as_of: Date }>(keptProfiles);
  readonly #run = crypto.randomUUID().slice(0, 8);
  readonly #versions: Record<Topic, number> = { trends: 0, users: 0 };
  readonly #stop = new AbortController();
  readonly #reported = new Set<string>();
  readonly #firstReading = Promise.withResolvers<void>();
  #trends: { data: Trends; as_of: Date } | undefined;
  #isFollowing = false;

  /** @param onError told what keeps the store from following the database, except that it is down */
  constructor(database: Database, onError: (error: unknown) => void = () => {}) {
    this.#database = database;
    this.#onError = onError;
    database.onSwitch(() => this.#tell());
  }

  /** Which version of everything there is now. */
  get state(): LiveState {
    const { trends, users } = this.#versions;
    return {
      trends: `${this.#run}.${trends}`,
      users: `${this.#run}.${users}`,
      database: this.#database.isUp ? "up" : "down",
    };
  }

  /** Since when the database is up, or down. */
  get since(): Date {
    return this.#database.since;
  }

  /** Whether what is read is kept up to date. */
  get isFollowing(): boolean {
    return this.#isFollowing && this.#database.isUp;
  }

  /** Calls `listener` whenever {@link state} changes, until the function returned is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  /** The trends as they were read last; `undefined` before that. */
  get trends(): Reading<Trends> | undefined {
    return this.#trends && { ...this.#trends, isStale: !this.#database.isUp };
  }

  /**
   * A user's profile, as it was read last if the database is down.
   *
   * @throws {DatabaseDownError} if it is down, and this user's was not read lately
   */
  async profile(number: number): Promise<Reading<Profile | undefined>> {
    try {
      const data = await readProfile(this.#database, number);
      const as_of = new Date();
      if (data) this.#profiles.set(number, { data, as_of });
      else this.#profiles.delete(number);
      return { data, as_of, isStale: false };
    } catch (error) {
      const kept = this.#profiles.get(number);
      if (!(error instanceof DatabaseDownError) || !kept) throw error;
      return { ...kept, isStale: true };
    }
  }

  /** As {@link findUsers}. */
  find(digits: string, limit: number): Promise<FoundUser[]> {
    return findUsers(this.#database, digits, limit);
  }

  /** Follows the database until {@link stop}: reads what has changed, and tells who has subscribed. */
  async start(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      try {
        if (this.#database.isUp) await this.#follow(signal);
      } catch (error) {
        this.#report(error);
      }
      this.#isFollowing = false;
      await this.#database.switched(retry_ms);
    }
  }

  /** Waits until the trends have been read for the first time, but not longer than so. */
  async ready(patience_ms: number): Promise<void> {
    const { promise, resolve } = this.#firstReading;
    const timer = setTimeout(resolve, patience_ms);
    await promise;
    clearTimeout(timer);
  }

  async #follow(signal: AbortSignal): Promise<void> {
    const changed = new Set<Topic>();
    let settling: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    // One at a time, so that an older reading never takes the place of a newer one.
    const update = async () => {
      const now = [...changed];
      changed.clear();
      let wait_ms = settle_ms;
      try {
        if (now.includes("trends")) {
          this.#trends = { data: await readTrends(this.#database), as_of: new Date() };
          this.#firstReading.resolve();
        }
        for (const topic of now) this.#versions[topic]++;
        this.#isFollowing = !isOver;
        this.#tell();
      } catch (error) {
        for (const topic of now) changed.add(topic);
        wait_ms = retry_ms;
        this.#report(error);
      } finally {
        const isDue = changed.size > 0 && !isOver;
        settling = isDue ? setTimeout(update, wait_ms) : undefined;
      }
    };
    try {
      for await (const name of this.#database.changes(watched, signal)) {
        const which = name === undefined ? (["trends", "users"] as const) : [topics[name]];
        for (const topic of which) if (topic) changed.add(topic);
        settling ??= setTimeout(update, name === undefined ? 0 : settle_ms);
      }
    } finally {
      isOver = true;
      clearTimeout(settling);
    }
  }

  /** That the database is down is not worth a line; what goes wrong while it is up is, once. */
  #report(error: unknown): void {
    const isDown = error instanceof DatabaseDownError;
    if (isDown && !this.#database.isUp) return;
    const cause = isDown ? error.cause ?? error : error;
    if (this.#reported.has(String(cause))) return;
    this.#reported.add(String(cause));
    this.#onError(cause);
  }

  /** Ends {@link start}. */
  stop(): void {
    this.#stop.abort();
  }
}
