import {
  assert,
  assertEquals,
  assertGreater,
  assertGreaterOrEqual,
  assertNotEquals,
} from "@std/assert";
import { join } from "node:path";
import { type ChangeStream, type Db, MongoClient } from "mongodb";
import { Database } from "../../../fresh-app/data/database.ts";
import { LiveData } from "../../../fresh-app/data/live_data.ts";
import { allPages } from "../../../fresh-app/pages/mod.ts";
import { trends as trendsPage } from "../../../fresh-app/pages/trends/mod.ts";
import type { ShownTrends } from "../../../fresh-app/pages/trends/read_trends.ts";
import { random } from "../../../lib/base/random.ts";
import { pause } from "../../../lib/base/pause.ts";
import { print } from "../../../lib/base/print.ts";
import { readRegister, registerName } from "../../../lib/mongo/publishing/register.ts";
import { stagingCollections } from "../../../lib/mongo/publishing/staging_names.ts";
import { replicaSetUri } from "../../../lib/mongo/server/replica_set.ts";
import { commitNumber } from "../../support/drawn.ts";
import { isSlow } from "../../support/slow.ts";
import { withFolder } from "../support/folder.ts";
import { testDatabase, withEmptyDatabase } from "../support/replica_set.ts";
import { runTask, startTask } from "../support/task.ts";
import { until } from "../support/until.ts";
import {
  collectionNames,
  collectionVersion,
  collectionVersions,
  contentVersion,
  fileNames,
  type Part,
  type StoreVersion,
  storeVersion,
} from "./store_version.ts";

/** So many kills: the long proof, and what every run of the tests has time for. */
const kills = isSlow() ? 200 : 9;

/** Some parts of a version. */
type Parts = Readonly<Partial<Record<Part, string>>>;

const loadedParts = ["products", "users", "orders", ...fileNames] as const;
const trendParts = [
  ...["analytics_trends", "trending_products", "hot_right_now", "trend_breakdowns"] as const,
];

const only = (parts: readonly Part[], version: StoreVersion): Parts =>
  Object.fromEntries(parts.map((part) => [part, version[part]]));

/** The unfinished business that ended runs leave behind. */
async function leftovers(db: Db, dir: string): Promise<string[]> {
  const register = await db.listCollections({ name: registerName }, { nameOnly: true }).toArray();
  return [
    ...await stagingCollections(db),
    ...register.map(({ name }) => name),
    ...[...Deno.readDirSync(dir)].map(({ name }) => name).filter((name) => name.endsWith(".tmp")),
  ];
}

/** Polls as fast as it can until a run takes effect, or has ended. */
async function intent(db: Db, ended: () => boolean): Promise<void> {
  while (!ended() && !(await readRegister(db))?.intent);
}

/** How long the runs took from their first rename to the last, as the primary's clock says. */
class Renames implements AsyncDisposable {
  readonly #stream: ChangeStream;
  readonly #times_ms: number[] = [];
  #began_ms = 0;
  longest_ms = 0;

  constructor(db: Db) {
    this.#stream = db.watch([{ $match: { operationType: "rename" } }], { maxAwaitTimeMS: 500 });
    this.#stream.on("change", (change: { wallTime?: Date }) => {
      this.#times_ms.push(change.wallTime?.getTime() ?? 0);
    });
  }

  /** A run begins. */
  begin(): void {
    this.#began_ms = Date.now();
  }

  /** It has ended by itself, and renamed so many collections. */
  async note(count: number): Promise<void> {
    const ofRun = () => this.#times_ms.filter((time_ms) => time_ms >= this.#began_ms);
    await until("its renames are told", () => ofRun().length >= count);
    this.longest_ms = Math.max(this.longest_ms, Math.max(...ofRun()) - Math.min(...ofRun()));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#stream.close();
  }
}

Deno.test("a task that is killed leaves a store all old or all new, whoever looks", async (t) => {
  await withEmptyDatabase((uri, set) =>
    withFolder(async (dir) => {
      await using client = new MongoClient(uri);
      const db = client.db(testDatabase);
      const data = join(dir, "data");
      const readerUri = replicaSetUri(set, "reader", testDatabase);
      const env = { MONGODB_URI: uri, MONGODB_READER_URI: readerUri, DZ_DATA: data };
      const size = ["--users", "150", "--events", "4000"];
      const complete = async (task: string, ...args: string[]) => {
        const began = performance.now();
        const { code, stderr } = await runTask(task, args, env);
        assertEquals(code, 0, stderr);
        return performance.now() - began;
      };
      const now = () => storeVersion(db, data);

      /** What tasks replace, by the seeds of the store, of the training and of the logs. */
      const seeds = ["1", "2"] as const;
      type Seed = typeof seeds[number];
      const loaded = {} as Record<Seed, Parts>;
      const recommended = {} as Record<Seed, Record<Seed, Parts>>;
      const trended = {} as Record<Seed, Record<Seed, Parts>>;
      const took_ms = { pipeline: 0, generate: 0, recs: 0, trends: 0 };
      type Task = keyof typeof took_ms;
      const argsOf: Record<Task, (seed: Seed) => string[]> = {
        pipeline: (seed) => [...size, "--seed", seed],
        generate: (seed) => [...size, "--seed", seed],
        recs: (seed) => ["--seed", seed],
        trends: (seed) => [
          ...["--logs", join(dir, seed, "logs.csv")],
          ...["--web-traffic", join(dir, seed, "web_traffic.csv")],
        ],
      };
      /** The store after a run of a task on it. */
      const after = (before: StoreVersion, task: Task, seed: Seed): StoreVersion => {
        const store = seeds.find((one) => loaded[one].orders === before.orders) ?? "1";
        const parts: Record<Task, () => Parts> = {
          generate: () => loaded[seed],
          recs: () => recommended[store][seed],
          trends: () => trended[store][seed],
          pipeline: () => ({
            ...loaded[seed],
            ...recommended[seed][seed],
            ...trended[seed][seed],
          }),
        };
        return { ...before, ...parts[task]() };
      };

      await t.step(
        "what tasks make is known beforehand, and differs wherever the seed decides",
        async () => {
          for (const seed of seeds) {
            await complete(
              "generate",
              "--no-load",
              "--out",
              join(dir, seed),
              ...argsOf.generate(seed),
            );
          }
          await complete("pipeline", ...argsOf.pipeline("1"));
          for (const store of seeds) {
            took_ms.generate = await complete("generate", ...argsOf.generate(store));
            loaded[store] = only(loadedParts, await now());
            recommended[store] = {} as Record<Seed, Parts>;
            trended[store] = {} as Record<Seed, Parts>;
            for (const seed of seeds) {
              took_ms.recs = await complete("recs", ...argsOf.recs(seed));
              recommended[store][seed] = only(["users"], await now());
              took_ms.trends = await complete("trends", ...argsOf.trends(seed));
              trended[store][seed] = only(trendParts, await now());
            }
          }
          const before = await now();
          took_ms.pipeline = await complete("pipeline", ...argsOf.pipeline("1"));
          assertEquals(await now(), after(before, "pipeline", "1"));
          const one = after(before, "pipeline", "1"), two = after(before, "pipeline", "2");
          for (const part of [...collectionNames, ...fileNames]) {
            if (["products", "hot_right_now"].includes(part)) continue; // nothing rises in so small a log
            assertNotEquals(one[part], two[part], part);
          }
          assertNotEquals(recommended[1][1], recommended[1][2]);
        },
      );

      await using database = new Database(readerUri, testDatabase);
      const live = new LiveData({ store: database }, allPages, (error) => print(String(error)));
      const following = live.start();
      await until("the dashboard has read", () => live.isFollowing);

      /** The store as somebody sees it, who comes next: it is the first of those that it may be, or the other. */
      const looks = {
        async dashboard(allowed: readonly StoreVersion[]) {
          const seen = await database.together((queries) =>
            collectionVersions((name) =>
              queries.query(name, async (one) => contentVersion(await one.find().toArray()))
            )
          );
          const found = allowed.find((version) =>
            collectionNames.every((name) => version[name] === seen[name])
          );
          assert(found, `the dashboard shows ${JSON.stringify(seen)}`);
          await until("its page of trends shows the same", () => {
            const shown = live.source(trendsPage).latest?.data as ShownTrends | undefined;
            return contentVersion(shown?.top ?? []) === found.analytics_trends;
          });
          return found;
        },
        async status(allowed: readonly StoreVersion[]) {
          await complete("db", "status");
          return found(allowed, await now());
        },
        async reader(allowed: readonly StoreVersion[]) {
          await complete("vip", "--city", "Algiers");
          return found(allowed, await now());
        },
        async writer(allowed: readonly StoreVersion[], place: number) {
          const task = (["trends", "generate", "recs", "pipeline"] as const)[place % 4] ?? "trends";
          const seed = seeds[place % 2] ?? "1";
          await complete(task, ...argsOf[task](seed));
          const next = allowed.map((version) => after(version, task, seed));
          return found(next, await now());
        },
      };
      const found = (allowed: readonly StoreVersion[], seen: StoreVersion): StoreVersion => {
        for (const version of allowed) {
          if (JSON.stringify(version) === JSON.stringify(seen)) return version;
        }
        assertEquals(seen, allowed[0]); // which shows what differs
        return seen;
      };

      /** How many collections a task replaces. */
      const replaced = { pipeline: 7, generate: 3, recs: 1, trends: 4 };
      const count = { killed: 0, unfinished: 0, intended: 0, mixed: 0 };
      await t.step("killed at any moment, and once more over what was left", async () => {
        await using renames = new Renames(db);
        const dice = random(await commitNumber(), "kills");
        const tasks = Object.keys(took_ms) as Task[];
        const ways = Object.keys(looks) as (keyof typeof looks)[];
        let before = await now();
        for (let kill = 0; (isSlow() ? count.killed : kill) < kills; kill++) {
          const task = tasks[kill % tasks.length] ?? "pipeline";
          const seed = seeds[dice.int(2)] ?? "1", way = ways[dice.int(ways.length)] ?? "status";
          const atIntent = dice.int(2) === 0;
          const moment_ms = atIntent ? dice.int(25) : (0.3 + 0.75 * dice.next()) * took_ms[task];
          const what = `${task} --seed ${seed}, killed ${Math.round(moment_ms)} ms after ${
            atIntent ? "its intent" : "its start"
          }, looked at by ${way}`;
          renames.begin();
          const child = startTask(task, argsOf[task](seed), env);
          let ended = false;
          const output = child.output().finally(() => ended = true);
          if (atIntent) await intent(db, () => ended);
          await pause(moment_ms);
          if (!ended) child.kill("SIGKILL");
          const { signal, code, stderr } = await output;
          if (signal === "SIGKILL") count.killed++;
          else assertEquals(code, 0, new TextDecoder().decode(stderr));
          if ((await leftovers(db, data)).length > 0) count.unfinished++;
          const allowed = [before, after(before, task, seed)];
          if ((await readRegister(db))?.intent) {
            count.intended++;
            const seen = await collectionVersions((name) => collectionVersion(db, name));
            const isWhole = allowed.some((version) =>
              collectionNames.every((name) => version[name] === seen[name])
            );
            if (!isWhole) count.mixed++;
          }
          if (signal !== "SIGKILL") await renames.note(replaced[task]);
          try {
            before = await looks[way](allowed, kill);
          } catch (error) {
            throw new Error(`${what}: ${(error as Error).message}`, { cause: error });
          }
        }
        assertGreaterOrEqual(count.killed, 0.4 * kills);
        assertGreater(count.unfinished, 0);
        if (isSlow()) {
          print(
            `${count.killed} runs killed, ${count.unfinished} left something, ` +
              `${count.intended} an intent, of which ${count.mixed} a mixture; ` +
              `longest from the first rename to the last ${renames.longest_ms} ms`,
          );
        }
      });
      live.stop();
      await following;

      await t.step("a run that is left alone succeeds and cleans up", async () => {
        const before = await now();
        await complete("pipeline", ...argsOf.pipeline("2"));
        assertEquals(await now(), after(before, "pipeline", "2"));
        assertEquals(await leftovers(db, data), []);
      });

      await t.step("Ctrl-C ends a pipeline, and nothing is left of it", async () => {
        const before = await now();
        const child = startTask("pipeline", argsOf.pipeline("1"), env);
        const output = child.output();
        await until(
          "the pipeline loads the store",
          async () => (await stagingCollections(db)).length > 0,
        );
        child.kill("SIGINT");
        assertEquals((await output).code, 130);
        assertEquals(await now(), before);
        // It gives cleaning up less than a second; what a busy machine leaves goes with the next run.
        await complete("pipeline", ...argsOf.pipeline("1"));
        assertEquals(await leftovers(db, data), []);
      });
    })
  );
});
