import { pause } from "../../../lib/base/pause.ts";
import { parse } from "@std/csv";
import {
  assert,
  assertEquals,
  assertGreater,
  assertLess,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { join } from "node:path";
import { BSON, MongoClient } from "mongodb";
import type { User } from "../../../lib/documents.ts";
import { isAlive } from "../../../lib/base/is_alive.ts";
import { replicaSetUri } from "../../../lib/mongo/server/replica_set.ts";
import { simulate } from "../../../lib/simulate/simulate.ts";
import { someUser } from "../../campaign/some_vips.ts";
import { drawn } from "../../support/drawn.ts";
import { withFolder } from "../support/folder.ts";
import { testMongod } from "../support/mongod.ts";
import { processesWith } from "../support/processes.ts";
import { testDatabase, withEmptyDatabase } from "../support/replica_set.ts";
import { resultOf, runTask, startTask, type TaskResult } from "../support/task.ts";
import { until } from "../support/until.ts";
import { assertOneLine } from "./one_line.ts";

/** What `vip --json` prints. */
interface Report {
  readonly count: number;
  readonly users: Pick<User, "user_id" | "name" | "email" | "phone" | "city" | "total_spend">[];
  readonly plan: {
    readonly stage: string;
    readonly index: string | null;
    readonly keys_examined: number;
    readonly docs_examined: number;
    readonly docs_returned: number;
  };
  readonly bytes: { readonly fetch_all: number; readonly pushed_down: number };
}

const reportOf = ({ code, stdout, stderr }: TaskResult): Report => {
  assertEquals(code, 0, stderr);
  return JSON.parse(stdout);
};

/** The VIPs among users, recounted in the plainest way, as a campaign should see them. */
function recount(users: readonly User[], where: string, least_dzd: number): Report["users"] {
  const vips: Report["users"] = [];
  for (const { user_id, name, email, phone, city, total_spend } of users) {
    if (city !== where) continue;
    if (total_spend <= least_dzd) continue;
    vips.push({ user_id, name, email, phone, city, total_spend });
  }
  return vips.sort((a, b) =>
    a.total_spend === b.total_spend ? a.user_id - b.user_id : b.total_spend - a.total_spend
  );
}

const index = { city: 1, total_spend: -1 } as const;
const indexName = "city_1_total_spend_-1";

Deno.test("vip finds the users whom a recount finds, and shows that MongoDB did it", async (t) => {
  await withEmptyDatabase((uri, set) =>
    withFolder(async (dir) => {
      await using client = new MongoClient(uri);
      const collection = client.db(testDatabase).collection<User>("users");
      // A reader is enough.
      const env = { MONGODB_URI: replicaSetUri(set, "reader", testDatabase), DZ_DATA: dir };
      const vip = (...args: string[]) => runTask("vip", args, env);
      const generate = ["--users", "600", "--orders", "1500", "--events", "15000"];
      const generated = await runTask("generate", generate, { MONGODB_URI: uri, DZ_DATA: dir });
      assertEquals(generated.code, 0, generated.stderr);
      // Ties, one who has spent just the least, and one whose name is a formula.
      await collection.insertMany([
        ...[9003, 9001, 9002].map((user_id) => someUser({ user_id, total_spend: 222_222 })),
        someUser({ user_id: 9004, total_spend: 100_000 }),
        someUser({ user_id: 9005, total_spend: 3_000_000, name: '=HYPERLINK("a", "b")' }),
        someUser({ user_id: 9006, city: "Tindouf", total_spend: 0 }),
      ]);
      const users = await collection.find().toArray();
      const inOran = recount(users, "Oran", 100_000);
      assertGreater(inOran.length, 20);

      await t.step(
        "--json has all of them, the best spenders first, and exactly its keys",
        async () => {
          const result = await vip("--json");
          const report = reportOf(result);
          assertEquals(report.users, inOran);
          assertEquals(report.count, inOran.length);
          assertEquals(report.plan, {
            stage: "IXSCAN",
            index: indexName,
            keys_examined: inOran.length,
            docs_examined: inOran.length,
            docs_returned: inOran.length,
          });
          assertEquals(Object.keys(report), ["count", "users", "plan", "bytes"]);
          assertEquals(Object.keys(report.bytes), ["fetch_all", "pushed_down"]);
          assertEquals([result.stderr, result.stdout.trim().includes("\n")], ["", false]);
        },
      );

      await t.step("the bytes are those of the documents, and of little more", async () => {
        const { bytes } = reportOf(await vip("--json"));
        const sizeOf = (documents: readonly object[]) =>
          documents.reduce((sum, one) => sum + BSON.calculateObjectSize(one), 0);
        // Each stands in an array with a type and a key of up to 4 digits and a NUL, in 2 answers.
        for (
          const [measured, documents] of [[bytes.fetch_all, users], [
            bytes.pushed_down,
            inOran,
          ]] as const
        ) {
          const size = sizeOf(documents);
          assertGreater(measured, size);
          assertLess(measured, size + 6 * documents.length + 2 * 500);
        }
        assertGreater(bytes.fetch_all, 10 * bytes.pushed_down);
      });

      await t.step("a terminal shows the first five, the ways, and what they mean", async () => {
        const { code, stdout, stderr } = await vip();
        assertEquals([code, stderr], [0, ""]);
        const lines = stdout.split("\n");
        assertEquals(
          lines[0],
          `${inOran.length} users in Oran spent more than 100,000 DZD; the first 5:`,
        );
        for (const [place, { user_id, name, phone }] of inOran.slice(0, 5).entries()) {
          for (const text of [`user_${user_id}`, name, phone]) {
            assertStringIncludes(lines[place + 1] ?? "", text);
          }
        }
        assertMatch(
          stdout,
          new RegExp(`documents examined +${users.length} +${users.length} +${inOran.length}\n`),
        );
        assertMatch(stdout, /stage +COLLSCAN +COLLSCAN +IXSCAN\n/);
        assertStringIncludes(
          stdout,
          `examines ${inOran.length} documents to return ${inOran.length}`,
        );
      });

      await t.step("another city and another sum", async () => {
        const { users: found } = reportOf(
          await vip("--city", "Sétif", "--min-spend", "50000.5", "--json"),
        );
        assertEquals(found, recount(users, "Sétif", 50_000.5));
        assertGreater(found.length, 0);
      });

      await t.step("a city without VIPs has none, and the proof all the same", async () => {
        const report = reportOf(await vip("--city", "Tindouf", "--min-spend", "1e12", "--json"));
        assertEquals([report.count, report.users], [0, []]);
        assertEquals([report.plan.stage, report.plan.docs_examined], ["IXSCAN", 0]);
        const { code, stdout } = await vip("--min-spend", "1e12");
        assertEquals(code, 0);
        assertMatch(stdout, /^0 users in Oran spent more than 1,000,000,000,000 DZD\n/);
      });

      await t.step("a city where nobody lives is a slip of the pen, and no operator", async () => {
        const slips: [string, RegExp][] = [
          ["Orann", /in "Orann": no user lives there\. Did you mean Oran\?$/m],
          ["setif", /Did you mean Sétif\?$/m],
          ["Paris", /There are Algiers, .* more$/m],
          ['{"$ne": null}', /no user lives there/],
          ["$where", /no user lives there/],
        ];
        for (const [city, message] of slips) {
          assertOneLine(await vip("--json", "--city", city), { code: 1, message });
        }
      });

      await t.step("--export writes all of them as CSV, without formulas", async () => {
        const path = join(dir, "lists", "promo.csv");
        const { stdout, stderr } = await vip("--export", path, "--json");
        assertEquals(JSON.parse(stdout).count, inOran.length);
        assertEquals(stderr, `Wrote ${inOran.length} users to ${path}\n`);
        const rows = parse(await Deno.readTextFile(path), { skipFirstRow: true });
        assertEquals<unknown>(
          rows,
          inOran.map((user) => ({
            ...user,
            name: user.name.startsWith("=") ? `'${user.name}` : user.name,
            user_id: String(user.user_id),
            total_spend: String(user.total_spend),
          })),
        );
      });

      await t.step(
        "--export without a name writes into the data folder, over the former list",
        async () => {
          const path = join(dir, "vip_sidi_bel_abbes.csv");
          await Deno.writeTextFile(path, "a former list");
          assertEquals((await vip("--city", "Sidi Bel Abbès", "--export")).code, 0);
          const rows = parse(await Deno.readTextFile(path), { skipFirstRow: true });
          const expected = recount(users, "Sidi Bel Abbès", 100_000);
          assertEquals(
            rows.map(({ user_id }) => Number(user_id)),
            expected.map(({ user_id }) => user_id),
          );
          assertEquals([...Deno.readDirSync(dir)].filter(({ name }) => name.endsWith(".tmp")), []);
        },
      );

      await t.step("a list that cannot be written is one line", async () => {
        const path = join(dir, "logs.csv", "promo.csv");
        assertOneLine(await vip("--export", path), {
          code: 1,
          message: /Cannot write .*promo\.csv: /,
        });
      });

      await t.step(
        "without the index it finds the same, says so, and says what to do",
        async () => {
          await collection.dropIndex(indexName);
          const result = await vip("--json");
          const report = reportOf(result);
          assertEquals(report.users, inOran);
          assertEquals(report.plan, {
            stage: "COLLSCAN",
            index: null,
            keys_examined: 0,
            docs_examined: users.length,
            docs_returned: inOran.length,
          });
          assertStringIncludes(result.stderr, "db.users.createIndex({ city: 1, total_spend: -1 })");
          assertStringIncludes((await vip()).stdout, "No index serves the query");
          await collection.createIndex(index);
          assertEquals(reportOf(await vip("--json")).plan.index, indexName);
        },
      );

      await t.step("users that are replaced meanwhile are found all the same", async () => {
        await collection.deleteMany({ user_id: { $gt: 9000 } });
        const expected = recount(await collection.find().toArray(), "Oran", 100_000);
        let replacing = true;
        const replaced = runTask("generate", generate, { MONGODB_URI: uri, DZ_DATA: dir })
          .finally(() => replacing = false);
        for (let found = 0; found === 0 || replacing; found++) {
          assertEquals(reportOf(await vip("--json")).users, expected);
        }
        assertEquals((await replaced).code, 0);
      });

      await t.step("a server that cannot be reached is named, the way to it is not", async () => {
        const nowhere = "mongodb://amina:s3cret@127.0.0.1:1/shop?replicaSet=rs0";
        const result = await runTask("vip", [], { MONGODB_URI: nowhere, DZ_DATA: dir });
        assertOneLine(result, {
          code: 1,
          message: /amina:\*\*\*@127\.0\.0\.1:1.*: connection refused\. /,
        });
        assert(!/s3cret|socks/i.test(result.stderr), result.stderr);
      });
    })
  );
});

Deno.test("vip --scale compares the ways in stores of its own, whatever MONGODB_URI says", async () => {
  await withFolder(async (dir) => {
    const data = join(dir, "data");
    await Deno.mkdir(data);
    const nowhere = "mongodb://127.0.0.1:1/?replicaSet=rs0";
    const sizes = [800, 300];
    const result = await runTask("vip", ["--scale", ...sizes.map(String), "--json"], {
      DZ_DATA: data,
      DZ_MONGOD: await testMongod(),
      MONGODB_URI: nowhere,
    });
    assertEquals(result.code, 0, result.stderr);
    const report: { sizes: { users: number; count: number; ways: Record<string, unknown>[] }[] } =
      JSON.parse(result.stdout);
    assertEquals(report.sizes.map(({ users }) => users), [300, 800]);
    for (const { users, count, ways } of report.sizes) {
      const store = simulate({ users, orders: 2 * users, events: 20 * users });
      const vips = recount(store.users, "Oran", 100_000);
      assertEquals(count, vips.length);
      const plans = ways.map(({ way, stage, index, docs_examined, docs_returned }) => [
        ...[way, stage, index, docs_examined, docs_returned],
      ]);
      assertEquals(plans, [
        ["fetch_all", "COLLSCAN", null, users, users],
        ["no_index", "COLLSCAN", null, users, count],
        ["pushed_down", "IXSCAN", indexName, count, count],
      ]);
      const [all, none, pushed] = ways.map(({ bytes }) => Number(bytes));
      assertEquals(none, pushed);
      assertGreater(all ?? 0, 10 * (pushed ?? Infinity));
    }
    const chart = await Deno.readTextFile(join(data, "charts", "vip.svg"));
    assertMatch(chart, /^<svg [^>]*aria-label="By the index: \d+ times fewer documents; /);
    assertEquals([...Deno.readDirSync(data)].map(({ name }) => name), ["charts"]);
  });
});

Deno.test("vip --scale knows the cities of simulated stores, and starts nothing for another", async () => {
  await withFolder(async (dir) => {
    const env = { DZ_DATA: dir, DZ_MONGOD: join(dir, "no-mongod") };
    assertOneLine(await runTask("vip", ["--scale", "300", "--city", "Orann"], env), {
      code: 1,
      message: /Did you mean Oran\?/,
    });
    assertEquals([...Deno.readDirSync(dir)], []);
  });
});

Deno.test({
  name: "vip --scale leaves no process and no folder behind when it is stopped",
  ignore: Deno.build.os !== "linux", // looks into /proc
  fn: async (t) => {
    const mongod = await testMongod();
    const signals = [["SIGINT", 130], ["SIGKILL", 137]] as const;
    for (const [signal, expected] of await drawn("signals", signals)) {
      await t.step(signal, async () => {
        await withFolder(async (temp) => {
          const env = { DZ_DATA: temp, DZ_MONGOD: mongod, TMPDIR: temp };
          const child = startTask("vip", ["--scale", "400000"], env);
          const result = resultOf(child);
          const [member] = await until("its member runs", async () => {
            const found = await processesWith(`--dbpath\0${temp}`);
            return found.length > 0 && found;
          });
          await pause(5000); // into the loading
          child.kill(signal);
          const { code, stdout, stderr } = await result;
          assertEquals([code, stdout], [expected, ""], stderr);
          await until("its member is gone", () => member !== undefined && !isAlive(member.pid));
          await until("its folder is gone", () => [...Deno.readDirSync(temp)].length === 0);
        });
      });
    }
  },
});
