/** What the pages show: read from their databases, kept while these are down. */
import type { Database } from "./database.ts";
import { Follower } from "./follower.ts";
import { databaseKey, type LiveState, storeSystem } from "./live_state.ts";
import type { Source } from "./source.ts";
import type { Topic } from "./topic.ts";

/** The databases of the systems; the store's is always there. */
export type Databases = Readonly<Record<string, Database>> & { readonly store: Database };

/** The data of all topics. {@link start} makes them follow their databases. */
export class LiveData {
  readonly #followers: ReadonlyMap<string, Follower>;
  readonly #systems: ReadonlyMap<string, string>;
  readonly #listeners = new Set<() => void>();
  readonly #run = crypto.randomUUID().slice(0, 8);

  /**
   * @param topics such as the pages themselves
   * @param onError told what keeps them from following a database, except that it is down
   */
  constructor(
    databases: Databases,
    topics: readonly Topic[],
    onError: (error: unknown) => void = () => {},
  ) {
    this.#systems = new Map(topics.map(({ topic, system = storeSystem }) => [topic, system]));
    const twice = topics.find((one) => topics.some((other) => isOther(one, other)));
    if (twice) throw new Error(`Two pages are about ${twice.topic}: give one of them another word`);
    const odd = topics.find(({ topic }) => topic === "database" || !/^[a-z][a-z_]*$/.test(topic));
    if (odd) throw new Error(`Cannot call a topic ${odd.topic}: small letters, and not database`);
    const unknown = topics.find(({ system = storeSystem }) => !databases[system]);
    if (unknown) throw new Error(`There is no database ${unknown.system} for ${unknown.topic}`);
    const options = { onError, onChange: () => this.#tell() };
    this.#followers = new Map(
      Object.entries(databases).map(([name, database]) => [
        name,
        new Follower(
          database,
          topics.filter(({ system = storeSystem }) => system === name),
          options,
        ),
      ]),
    );
  }

  /** Which version of everything there is now. */
  get state(): LiveState {
    const entries = [...this.#followers].flatMap(([system, { versions, database }]) => [
      ...versions.map(([topic, version]) => [topic, `${this.#run}.${version}`] as const),
      [databaseKey(system), database.isUp ? "up" : "down"] as const,
    ]);
    return Object.fromEntries(entries);
  }

  /** Whether what is read is kept up to date. */
  get isFollowing(): boolean {
    return [...this.#followers.values()].every(({ isFollowing }) => isFollowing);
  }

  /** The key in {@link state} of the database of a topic, and since when it is up, or down. */
  databaseOf(topic: string | undefined): { readonly key: string; readonly since: Date } {
    const system = this.#systems.get(topic ?? "") ?? storeSystem;
    return { key: databaseKey(system), since: this.#follower(system).database.since };
  }

  /** Where the page of a topic has its data from. */
  source<Data>(topic: Topic<Data>): Source<Data> {
    const follower = this.#follower(topic.system);
    return {
      database: follower.database,
      get latest() {
        return follower.latest(topic) as Source<Data>["latest"]; // which its own `read` has given
      },
      ask: (key, query) => follower.ask(topic, key, query),
    };
  }

  #follower(system = storeSystem): Follower {
    const follower = this.#followers.get(system);
    if (!follower) throw new Error(`There is no database ${system}`);
    return follower;
  }

  /** Whether anybody is told of changes now. */
  get isWatched(): boolean {
    return this.#listeners.size > 0;
  }

  /** Says that what a topic shows has changed elsewhere than in its collections. */
  touch(topic: Topic): void {
    this.#follower(topic.system).touch(topic);
  }

  /** Calls `listener` whenever {@link state} changes, until the function returned is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  /**
   * Follows the databases until {@link stop}: reads what has changed, and tells who has
   * subscribed.
   */
  async start(): Promise<void> {
    await Promise.all([...this.#followers.values()].map((follower) => follower.start()));
  }

  /** Waits until everything has been read for the first time, but not longer than so. */
  async ready(patience_ms: number): Promise<void> {
    await Promise.all([...this.#followers.values()].map((one) => one.ready(patience_ms)));
  }

  /** Ends {@link start}. */
  stop(): void {
    for (const follower of this.#followers.values()) follower.stop();
  }
}

const isOther = (one: Topic, other: Topic) => one !== other && one.topic === other.topic;
