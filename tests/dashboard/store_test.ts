import { pause } from "../../lib/base/pause.ts";
import { assertEquals } from "@std/assert";
import { type Database, DatabaseDownError } from "../../fresh-app/data/database.ts";
import { Store } from "../../fresh-app/data/store.ts";
import { until } from "../e2e/support/until.ts";

/**
 * A fake database, which changes, answers and fails when the test says so: the real one cannot be made to
 * answer late. It holds one trend, with as many views as there were changes.
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

async function withStore(
  fake: FakeDatabase,
  test: (store: Store, errors: unknown[]) => Promise<void>,
): Promise<void> {
  const errors: unknown[] = [];
  const store = new Store(fake as unknown as Database, (error) => void errors.push(error));
  const following = store.start();
  try {
    await test(store, errors);
  } finally {
    store.stop();
    await following;
  }
}
const viewsOf = (store: Store) => store.trends?.data.top[0]?.views;

Deno.test("Store shows what was published last, however late an answer comes", async () => {
  const fake = new FakeDatabase();
  await withStore(fake, async (store) => {
    await until("it has read", () => store.trends !== undefined);
    fake.delays_ms = [400, 0];
    fake.change();
    await until("the first reading is on its way", () => fake.delays_ms.length === 1);
    fake.change();
    await until("it has read again", () => viewsOf(store) === 2);
    await pause(500);
    assertEquals(viewsOf(store), 2);
  });
});

Deno.test("Store tries again after a failure, and says once what failed", async () => {
  const fake = new FakeDatabase();
  fake.failure = new DatabaseDownError("down", { cause: new Error("wrong password") });
  await withStore(fake, async (store, errors) => {
    await until("it has tried again", () => fake.queries > 6);
    assertEquals([store.trends, store.isFollowing], [undefined, false]);
    assertEquals(errors.map(String), ["Error: wrong password"]);
    fake.failure = undefined;
    await until("it has read", () => store.isFollowing);
    assertEquals(viewsOf(store), 0);
  });
});

Deno.test("Store asks nothing any more once it is stopped", async () => {
  const fake = new FakeDatabase();
  await withStore(fake, async (store) => {
    await until("it has read", () => store.trends !== undefined);
    fake.delays_ms = [300];
    fake.failure = new Error("late");
    fake.change();
    await until("a reading is on its way", () => fake.delays_ms.length === 0);
  });
  const { queries } = fake;
  await pause(1200);
  assertEquals(fake.queries, queries);
});
