/**
 * Follows one database for the topics that it holds: reads what has changed, counts their
 * versions.
 */
import { type Database, DatabaseDownError } from "./database.ts";
import { ForeignDocumentError } from "../../lib/mongo/errors.ts";
import type { Queries } from "./queries.ts";
import type { Reading } from "./reading.ts";
import { Recent } from "./recent.ts";
import type { Topic } from "./topic.ts";

/** So many answers of a topic are kept for when the database is down. */
const mostKept = 1000;

/** Collections are published several at once: what changes within this is one change. */
const settle_ms = 100;
const retry_ms = 500;

/** What was read of a topic. */
interface Kept {
  version: number;
  latest?: Omit<Reading<unknown>, "isStale"> | undefined;
  /** Why there is none, if the database holds what cannot be shown. */
  problem?: ForeignDocumentError | undefined;
  readonly answers: Recent<string, Omit<Reading<unknown>, "isStale">>;
}

/** Whom to tell. */
export interface FollowerOptions {
  /** Told of each new version of a topic, and when the database goes down or comes back. */
  readonly onChange: () => void;
  /** Told what keeps it from following the database, except that it is down. */
  readonly onError: (error: unknown) => void;
}

export class Follower {
  readonly database: Database;
  readonly #topics: readonly Topic[];
  readonly #kept: ReadonlyMap<string, Kept>;
  readonly #options: FollowerOptions;
  readonly #stop = new AbortController();
  readonly #reported = new Set<string>();
  readonly #firstReading = Promise.withResolvers<void>();
  #isFollowing = false;

  constructor(database: Database, topics: readonly Topic[], options: FollowerOptions) {
    this.database = database;
    this.#topics = topics;
    this.#kept = new Map(
      topics.map(({ topic }) => [topic, { version: 0, answers: new Recent(mostKept) }]),
    );
    this.#options = options;
    database.onSwitch(options.onChange);
  }

  /** Which version of each topic there is now. */
  get versions(): readonly (readonly [string, number])[] {
    return [...this.#kept].map(([topic, { version }]) => [topic, version]);
  }

  /** Whether what is read is kept up to date. */
  get isFollowing(): boolean {
    return this.#isFollowing && this.database.isUp;
  }

  /** What was read of a topic last; `undefined` before that. */
  latest(topic: Topic): Reading<unknown> | undefined {
    const { latest, problem } = this.#keptOf(topic);
    if (problem) throw problem;
    return latest && { ...latest, isStale: !this.database.isUp };
  }

  /** As {@link Source.ask}. */
  async ask<T>(
    topic: Topic,
    key: string,
    query: (database: Queries) => Promise<T>,
  ): Promise<Reading<T>> {
    const { answers } = this.#keptOf(topic);
    try {
      const data = await this.database.together(query);
      const as_of = new Date();
      if (data === undefined) answers.delete(key);
      else answers.set(key, { data, as_of });
      return { data, as_of, isStale: false };
    } catch (error) {
      const answer = answers.get(key);
      if (!(error instanceof DatabaseDownError) || !answer) throw error;
      return { ...answer, isStale: true } as Reading<T>; // the same query has given it
    }
  }

  #keptOf({ topic }: Topic): Kept {
    const kept = this.#kept.get(topic);
    if (!kept) throw new Error(`${topic} is not among the topics that are followed`);
    return kept;
  }

  /** Follows the database until {@link stop}. */
  async start(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      try {
        if (this.database.isUp) await this.#follow(signal);
      } catch (error) {
        this.#report(error);
      }
      this.#isFollowing = false;
      await this.database.switched(retry_ms);
    }
  }

  /** Waits until all topics have been read for the first time, but not longer than so. */
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
      const failed = new Set<Topic>();
      await Promise.all(now.map(async (topic) => {
        try {
          await this.#read(topic);
        } catch (error) {
          failed.add(topic);
          this.#report(error);
        }
      }));
      if (failed.size === 0) {
        this.#isFollowing = !isOver;
        this.#firstReading.resolve();
      }
      if (failed.size < now.length) this.#options.onChange();
      for (const topic of failed) changed.add(topic);
      const isDue = changed.size > 0 && !isOver;
      settling = isDue ? setTimeout(update, failed.size > 0 ? retry_ms : settle_ms) : undefined;
    };
    const names = [...new Set(this.#topics.flatMap(({ collections }) => collections))];
    try {
      for await (const name of this.database.changes(names, signal)) {
        for (const topic of this.#topics) {
          if (name === undefined || topic.collections.includes(name)) changed.add(topic);
        }
        settling ??= setTimeout(update, name === undefined ? 0 : settle_ms);
      }
    } finally {
      isOver = true;
      clearTimeout(settling);
    }
  }

  async #read(topic: Topic): Promise<void> {
    const kept = this.#keptOf(topic);
    const { read } = topic;
    if (read) {
      try {
        const data = await this.database.together((queries) => read(queries));
        Object.assign(kept, { latest: { data, as_of: new Date() }, problem: undefined });
      } catch (error) {
        if (!(error instanceof ForeignDocumentError)) throw error;
        Object.assign(kept, { latest: undefined, problem: error });
      }
    }
    kept.version++;
  }

  /** That the database is down is not worth a line; what goes wrong while it is up is, once. */
  #report(error: unknown): void {
    const isDown = error instanceof DatabaseDownError;
    if (isDown && !this.database.isUp) return;
    const cause = isDown ? error.cause ?? error : error;
    if (this.#reported.has(String(cause))) return;
    this.#reported.add(String(cause));
    this.#options.onError(cause);
  }

  /** Says that what a topic shows has changed elsewhere than in its collections. */
  touch(topic: Topic): void {
    this.#keptOf(topic).version++;
    this.#options.onChange();
  }

  /** Ends {@link start}. */
  stop(): void {
    this.#stop.abort();
  }
}
