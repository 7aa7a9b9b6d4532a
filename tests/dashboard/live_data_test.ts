import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { type Database, DatabaseDownError } from "../../fresh-app/data/database.ts";
import { LiveData } from "../../fresh-app/data/live_data.ts";
import type { Topic } from "../../fresh-app/data/topic.ts";
import { readTrends, trendCollections } from "../../fresh-app/pages/trends/read_trends.ts";
import { pause } from "../../lib/base/pause.ts";
import { until } from "../e2e/support/until.ts";

/**
 * A fake database, which changes, answers and fails when the test says so: the real one cannot be
 * made to answer late. It holds one trend, with as many views as there were changes.
 */
class FakeDatabase {
  readonly isUp = true;
  readonly since = new Date(0);
  views = 0;
  queries = 0;
  delays_ms: number[] = [];
  failure: Error | undefined;
  #wake = () => {};

  onSwitch() {}

  switched(patience_ms: number) {
    return pause(patience_ms);
  }

  change() {
    this.views++;
    this.#wake();
  }

  together<T>(read: (queries: unknown) => Promise<T>) {
    return read(this);
  }

  async query(name: string) {
    this.queries++;
    const { views, failure } = this;
    if (name !== "analytics_trends") return name === "hot_right_now" ? [] : null;
    await pause(this.delays_ms.shift() ?? 0);
    if (failure) throw failure;
    return [{ rank: 1, product_name: "x", views, _id: { getTimestamp: () => new Date(0) } }];
  }

  async *changes(_names: unknown, signal: AbortSignal) {
    signal.addEventListener("abort", () => this.#wake());
    yield undefined;
    while (!signal.aborted) {
      await new Promise<void>((resolve) => this.#wake = resolve);
      if (!signal.aborted) yield "analytics_trends";
    }
  }
}

const topic = { topic: "trends", collections: trendCollections, read: readTrends };

async function withLiveData(
  fake: FakeDatabase,
  test: (data: LiveData, errors: unknown[]) => Promise<void>,
): Promise<void> {
  const errors: unknown[] = [];
  const store = fake as unknown as Database;
  const data = new LiveData({ store }, [topic], (error) => void errors.push(error));
  const following = data.start();
  try {
    await test(data, errors);
  } finally {
    data.stop();
    await following;
  }
}
const trendsOf = (data: LiveData) => data.source(topic).latest;
const viewsOf = (data: LiveData) => trendsOf(data)?.data.top[0]?.views;

Deno.test("LiveData shows what was published last, however late an answer comes", async () => {
  const fake = new FakeDatabase();
  await withLiveData(fake, async (data) => {
    await until("it has read", () => trendsOf(data) !== undefined);
    fake.delays_ms = [400, 0];
    fake.change();
    await until("the first reading is on its way", () => fake.delays_ms.length === 1);
    fake.change();
    await until("it has read again", () => viewsOf(data) === 2);
    await pause(500);
    assertEquals(viewsOf(data), 2);
  });
});

Deno.test("LiveData tries again after a failure, and says once what failed", async () => {
  const fake = new FakeDatabase();
  fake.failure = new DatabaseDownError("down", { cause: new Error("wrong password") });
  await withLiveData(fake, async (data, errors) => {
    await until("it has tried again", () => fake.queries > 6);
    assertEquals([trendsOf(data), data.isFollowing], [undefined, false]);
    assertEquals(errors.map(String), ["Error: wrong password"]);
    fake.failure = undefined;
    await until("it has read", () => data.isFollowing);
    assertEquals(viewsOf(data), 0);
  });
});

Deno.test("LiveData asks nothing any more once it is stopped", async () => {
  const fake = new FakeDatabase();
  await withLiveData(fake, async (data) => {
    await until("it has read", () => trendsOf(data) !== undefined);
    fake.delays_ms = [300];
    fake.failure = new Error("late");
    fake.change();
    await until("a reading is on its way", () => fake.delays_ms.length === 0);
  });
  const { queries } = fake;
  await pause(1200);
  assertEquals(fake.queries, queries);
});

Deno.test("LiveData tells of each system's database and of its topics by themselves", async () => {
  const store = new FakeDatabase(), warehouse = new FakeDatabase();
  const stock: Topic<number> = {
    topic: "stock",
    system: "warehouse",
    collections: ["analytics_trends"],
    read: () => Promise.resolve(warehouse.views),
  };
  const databases = { store, warehouse } as unknown as ConstructorParameters<typeof LiveData>[0];
  const data = new LiveData(databases, [topic, stock]);
  const following = data.start();
  try {
    await until("both are read", () => data.isFollowing);
    const before = data.state;
    assertEquals(Object.keys(before), ["trends", "database", "stock", "database:warehouse"]);
    warehouse.change();
    await until("it is read again", () => data.source(stock).latest?.data === 1);
    assertEquals([data.state.trends, viewsOf(data)], [before.trends, 0]);
    assertNotEquals(data.state.stock, before.stock);
    assertEquals(data.databaseOf("stock").key, "database:warehouse");
  } finally {
    data.stop();
    await following;
  }
});

Deno.test("LiveData refuses topics that the live protocol could not tell apart", () => {
  const store = new FakeDatabase() as unknown as Database;
  const about = (topic: string, system?: string) => ({
    topic,
    collections: [],
    ...(system && { system }),
  });
  for (
    const topics of [
      [about("a"), about("a")],
      [about("database")],
      [about("database:x")],
      [about("a", "warehouse")],
    ]
  ) assertThrows(() => new LiveData({ store }, topics));
});

Deno.test("one topic that cannot be read does not keep the others from being shown", async () => {
  const fake = new FakeDatabase(), errors: unknown[] = [];
  const broken: Topic = {
    topic: "broken",
    collections: ["analytics_trends"],
    read: () => Promise.reject(new Error("a defect")),
  };
  const store = fake as unknown as Database;
  const data = new LiveData({ store }, [broken, topic], (error) => void errors.push(error));
  const following = data.start();
  try {
    await until("the other is read", () => viewsOf(data) === 0);
    fake.change();
    await until("the other is read again", () => viewsOf(data) === 1);
    assertEquals([data.source(broken).latest, data.isFollowing], [undefined, false]);
    assertEquals(errors.map(String), ["Error: a defect"]);
  } finally {
    data.stop();
    await following;
  }
});
