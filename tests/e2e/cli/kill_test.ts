import { pause } from "../../../lib/base/pause.ts";
import {
  assert,
  assertEquals,
  assertGreater,
  assertGreaterOrEqual,
  assertLess,
  assertNotEquals,
} from "@std/assert";
import { join } from "node:path";
import { type Db, MongoClient } from "mongodb";
import { stagingCollections } from "../../../lib/mongo/publishing/staging_names.ts";
import { withFolder } from "../support/folder.ts";
import { drawn } from "../../support/drawn.ts";
import { testDatabase, withEmptyDatabase } from "../support/replica_set.ts";
import { runTask, startTask } from "../support/task.ts";
import { until } from "../support/until.ts";
import {
  collectionNames,
  fileNames,
  type Part,
  type StoreVersion,
  storeVersion,
} from "./store_version.ts";

/** When to kill a run: after this share of the time of a whole run, or at first sight of something. */
type Moment = number | "logs.csv." | `${typeof collectionNames[number]}__staging_`;

/** The content that each part may have. */
type Allowed = Readonly<Partial<Record<Part, readonly string[]>>>;

/** The unfinished business that killed runs leave behind, for the next run to remove. */
async function leftovers(db: Db, dir: string): Promise<string[]> {
  const files = [...Deno.readDirSync(dir)].map(({ name }) => name);
  return [
    ...await stagingCollections(db),
    ...files.filter((name) => name.endsWith(".tmp")),
  ];
}

/** Polls as fast as it can, until it sees something new or the process has ended. */
async function firstSight(
  db: Db,
  dir: string,
  { moment, known, ended }: { moment: string; known: readonly string[]; ended: () => boolean },
): Promise<void> {
  const isNew = (name: string) => name.startsWith(moment) && !known.includes(name);
  while (!ended() && !(await leftovers(db, dir)).some(isNew));
}

/** A version, or the parts of it that a task replaces. */
type Versions = Readonly<Partial<Record<Part, string>>>;

/** Some parts of a version. */
function only(parts: readonly Part[], version: Versions = {}): Versions {
  return Object.fromEntries(parts.map((part) => [part, version[part]]));
}

/** Merges what is allowed. */
function either(...versions: readonly Versions[]): Allowed {
  return Object.fromEntries(
    [...collectionNames, ...fileNames].map((part) => [
      part,
      versions.flatMap((version) => version[part] ?? []),
    ]),
  );
}

Deno.test("a task killed at any moment leaves each collection and file whole", async (t) => {
  await withEmptyDatabase((uri) =>
    withFolder(async (dir) => {
      await using client = new MongoClient(uri);
      const db = client.db(testDatabase);
      const data = join(dir, "data");
      const env = { MONGODB_URI: uri, DZ_DATA: data };
      const complete = async (task: string, ...args: string[]) => {
        const began = performance.now();
        const { code, stderr } = await runTask(task, args, env);
        assertEquals(code, 0, stderr);
        return performance.now() - began;
      };

      /** The versions of the two stores that replace each other: loaded only, and with all results. */
      const seeds = ["1", "2"];
      const loaded: StoreVersion[] = [], finished: StoreVersion[] = [];
      const took_ms = { generate: 0, trends: 0, recs: 0, pipeline: 0 };
      await complete("pipeline", "--seed", "3");
      for (const seed of seeds) {
        took_ms.generate = await complete("generate", "--seed", seed);
        loaded.push(await storeVersion(db, data));
        took_ms.trends = await complete("trends");
        took_ms.recs = await complete("recs", "--seed", seed);
        finished.push(await storeVersion(db, data));
        await Deno.mkdir(join(dir, seed));
        for (const name of fileNames) {
          await Deno.copyFile(join(data, name), join(dir, seed, name));
        }
      }

      await t.step("the two versions differ wherever the seed decides", () => {
        const [one, two] = finished;
        for (const part of [...collectionNames, ...fileNames]) {
          if (part !== "products") assertNotEquals(one?.[part], two?.[part], part);
        }
        for (const [index, version] of finished.entries()) {
          assertNotEquals(version.users, loaded[index]?.users);
        }
      });

      await t.step("the pipeline gives what its parts give", async () => {
        took_ms.pipeline = await complete("pipeline", "--seed", "1");
        assertEquals(await storeVersion(db, data), finished[0]);
      });

      let tried = 0, killed = 0, unfinished = 0;
      /** Kills runs of a task, each once more over what the one before has left. */
      const killEach = async (
        task: keyof typeof took_ms,
        moments: readonly Moment[],
        argsOf: (seed: string) => string[],
        next: (seed: number) => readonly Versions[],
      ) => {
        for (const [index, moment] of (await drawn(task, moments)).entries()) {
          tried++;
          const seed = (index + 1) % seeds.length;
          const before = await storeVersion(db, data);
          const known = await leftovers(db, data);
          const child = startTask(task, argsOf(seeds[seed] ?? ""), env);
          let ended = false;
          const output = child.output().finally(() => ended = true);
          if (typeof moment === "string") {
            await firstSight(db, data, { moment, known, ended: () => ended });
          } else {
            await pause(moment * took_ms[task]);
          }
          if (!ended) child.kill("SIGKILL");
          const { signal } = await output;
          if (signal === "SIGKILL") killed++;
          const left = await leftovers(db, data);
          if (left.some((name) => !known.includes(name))) unfinished++;
          if (typeof moment === "string") {
            assertEquals(signal, "SIGKILL", `${task} ended before there was any ${moment}`);
          }

          const allowed = either(before, ...next(seed));
          const after = await storeVersion(db, data);
          for (const part of [...collectionNames, ...fileNames]) {
            assert(
              allowed[part]?.includes(after[part]),
              `${task} killed at ${moment}: ${part} is ${after[part]}, ` +
                `not one of ${allowed[part]?.join(", ")}`,
            );
          }
          const users = db.collection("users");
          const [total, done] = await Promise.all([
            users.countDocuments(),
            users.countDocuments({ "recommendations.2": { $exists: true } }),
          ]);
          assertEquals(total, 1000);
          assert([0, 1000].includes(done), `${done} of 1000 users have recommendations`);
        }
      };

      await t.step("the pipeline, killed", () =>
        killEach(
          "pipeline",
          [
            ...[0.15, 0.25, 0.3, 0.35, 0.45, 0.55, 0.7, 0.85, 0.95],
            "logs.csv.",
            "users__staging_",
            "orders__staging_",
            "analytics_trends__staging_",
          ],
          (seed) => ["--seed", seed],
          (seed) => [loaded, finished].flatMap((versions) => versions[seed] ?? []),
        ));

      await t.step("generate, killed", () =>
        killEach(
          "generate",
          [0.4, 0.55, 0.65, 0.75, 0.85, 0.95, "orders__staging_"],
          (seed) => ["--seed", seed],
          (seed) => [only(["products", "users", "orders", ...fileNames], loaded[seed])],
        ));

      await t.step("trends, killed", async () => {
        const argsOf = (seed: string) => [
          ...["--logs", join(dir, seed, "logs.csv")],
          ...["--web-traffic", join(dir, seed, "web_traffic.csv")],
        ];
        await complete("generate", "--seed", "1"); // whose users have the cities
        const versions: StoreVersion[] = [];
        for (const seed of seeds) {
          await complete("trends", ...argsOf(seed));
          versions.push(await storeVersion(db, data));
        }
        await killEach(
          "trends",
          [0.5, 0.7, 0.8, 0.9, 0.95, "analytics_trends__staging_", "trending_products__staging_"],
          argsOf,
          (seed) => [
            only(
              ["analytics_trends", "trending_products", "hot_right_now", "trend_breakdowns"],
              versions[seed],
            ),
          ],
        );
      });

      await t.step("recs, killed", async () => {
        await complete("pipeline", "--seed", "1");
        const versions: StoreVersion[] = [];
        for (const seed of seeds) {
          await complete("recs", "--seed", seed);
          versions.push(await storeVersion(db, data));
        }
        assertNotEquals(versions[0]?.users, versions[1]?.users);
        await killEach(
          "recs",
          [0.3, 0.4, 0.5, 0.6, 0.8, "users__staging_"],
          (seed) => ["--seed", seed],
          (seed) => [only(["users"], versions[seed])],
        );
      });

      await t.step("many of those runs were killed, and some in the middle of their work", () => {
        assertGreaterOrEqual(killed, 0.6 * tried);
        assertGreaterOrEqual(unfinished, Math.min(6, 0.2 * tried));
      });

      await t.step("Ctrl-C ends a pipeline at once", async () => {
        const known = await stagingCollections(db);
        const child = startTask("pipeline", [], env);
        const output = child.output();
        await until("the pipeline loads the store", async () =>
          (await stagingCollections(db)).some((name) => !known.includes(name)));
        const began = performance.now();
        child.kill("SIGINT");
        const { code } = await output;
        assertLess(performance.now() - began, took_ms.pipeline, "as if it had gone on");
        assertEquals(code, 130);
      });

      await t.step("a run that is left alone succeeds and cleans up", async () => {
        assertGreater((await leftovers(db, data)).length, 0);
        await complete("pipeline", "--seed", "2");
        assertEquals(await leftovers(db, data), []);
        assertEquals(await storeVersion(db, data), finished[1]);
      });
    })
  );
});
