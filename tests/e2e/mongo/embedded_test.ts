import {
  assert,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { join } from "node:path";
import process from "node:process";
import { MongoClient, MongoServerError } from "mongodb";
import { connect } from "../../../lib/mongo/connect.ts";
import { NotPermittedError } from "../../../lib/mongo/errors.ts";
import { loadEmbedded } from "../../../lib/mongo/server/set_files.ts";
import { isAlive } from "../../../lib/base/is_alive.ts";
import { waitUntilFree } from "../../../lib/servers/ports.ts";
import { waitForExit } from "../../../lib/servers/stop_process.ts";
import {
  exists,
  isComplete,
  membersIn,
  onLinux,
  onWindows,
  pidsOf,
  withPlace,
} from "../support/embedded_place.ts";
import { testDatabase } from "../support/replica_set.ts";
import { runTask, type TaskResult } from "../support/task.ts";
import { until } from "../support/until.ts";

Deno.test("the embedded replica set is started, found again, stopped and kept", async (t) => {
  await withPlace(async (place) => {
    const { data, dir, db, ok, status, connected } = place;
    const printed: TaskResult[] = [];

    await t.step("before the first start nothing runs and nothing is made", async () => {
      assertEquals(await status(), { running: false, members: [] });
      assertEquals(await ok("stop"), "It was not running.\n");
      assertEquals([...Deno.readDirSync(data)], []);
    });

    await t.step("start starts three members, one of which is the primary", async () => {
      printed.push(await db("start"));
      assertEquals(printed[0]?.code, 0, printed[0]?.stderr);
      assertMatch(
        printed[0]?.stdout ?? "",
        /^The replica set runs on 127\.0\.0\.1, ports [\d, ]+\.\n$/,
      );
      const { running, members } = await isComplete(place);
      assertEquals([running, members.length], [true, 3]);
      if (onLinux) assertEquals((await membersIn(data)).length, 3);
    });

    await t.step("a second start says and changes nothing", async () => {
      const before = await status();
      const uri = await ok("uri", "--json");
      printed.push(await db("start"));
      assertEquals(printed[1]?.stderr, "");
      assertEquals(pidsOf(await status()), pidsOf(before));
      assertEquals(await ok("uri", "--json"), uri);
    });

    await t.step("uri gives a connection string that the driver can use", async () => {
      await connected(async (db) => {
        assertEquals(db.databaseName, testDatabase);
        await db.collection("things").insertOne({ n: 1 }, { writeConcern: { w: "majority" } });
      });
      assertMatch(await ok("uri"), /^mongodb:\/\/dz_owner:\w+@127\.0\.0\.1:\d+,.*\n$/);
    });

    await t.step("the reader reads and cannot write", async () => {
      await connected(async (db) => {
        await until(
          "the reader sees the document",
          async () => await db.collection("things").countDocuments() === 1,
        );
        await isForbidden(() => db.collection("things").insertOne({ n: 2 }));
        await isForbidden(() => db.collection("things").drop());
        await isForbidden(() => db.createCollection("others"));
        await isForbidden(() =>
          db.admin().listDatabases().then(() => db.admin().replSetGetStatus())
        );
      }, "--read-only");
    });

    await t.step("the owner cannot read other databases", async () => {
      await connected(async (db) => {
        const client = (db as unknown as { client: MongoClient }).client;
        await isForbidden(() => client.db("other").collection("things").findOne());
        await isForbidden(() => client.db("admin").collection("system.users").findOne());
        await isForbidden(() => client.db("other").collection("things").insertOne({ n: 1 }));
      });
    });

    await t.step("who does not log in can neither read nor write", async () => {
      const set = await loadEmbedded(dir);
      assert(set);
      for (const port of set.ports) {
        const client = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`);
        try {
          const things = client.db(testDatabase).collection("things");
          await isForbidden(() => things.findOne({}, { readPreference: "secondaryPreferred" }));
          await isForbidden(() => things.insertOne({ n: 2 }));
          await isForbidden(() =>
            client.db("admin").command({ createUser: "eve", pwd: "eve", roles: ["root"] })
          );
        } finally {
          await client.close();
        }
      }
    });

    await t.step({
      name: "only the owner of the folder can read its secrets",
      ignore: onWindows,
      fn: async () => {
        const mode = async (path: string) => ((await Deno.stat(path)).mode ?? 0) & 0o777;
        assertEquals(await mode(dir), 0o700);
        assertEquals(await mode(join(dir, "keyfile")), 0o600);
        assertEquals(await mode(join(dir, "replica_set.json")), 0o600);
      },
    });

    await t.step({
      name: "the members listen on 127.0.0.1 only",
      ignore: !onLinux,
      fn: async () => {
        const ports = (await loadEmbedded(dir))?.ports ?? [];
        const listening: string[] = [];
        for (const table of ["/proc/net/tcp", "/proc/net/tcp6"]) {
          const lines = (await Deno.readTextFile(table).catch(() => "")).split("\n");
          for (const line of lines) {
            const [, local = "", , state] = line.trim().split(/\s+/);
            const [address = "", port = ""] = local.split(":");
            if (state === "0A" && ports.includes(parseInt(port, 16))) listening.push(address);
          }
        }
        assertEquals(listening, Array(3).fill("0100007F"));
      },
    });

    await t.step("a member killed with SIGKILL is restarted by the next start", async () => {
      const before = await isComplete(place);
      const victim = before.members.find(({ state }) => state === "PRIMARY")?.pid ?? 0;
      process.kill(victim, "SIGKILL");
      await waitForExit(victim, 10_000);
      assertEquals((await status()).members.filter(({ state }) => state === "DOWN").length, 1);
      printed.push(await db("start"));
      assertStringIncludes(printed.at(-1)?.stderr ?? "", "Restarting 1 of 3 members");
      const after = await isComplete(place);
      assertEquals(pidsOf(after).filter((pid) => pidsOf(before).includes(pid)).length, 2);
      assertEquals(pidsOf(after).includes(victim), false);
    });

    await t.step("stop stops every member, and status says so", async () => {
      const pids = pidsOf(await status());
      printed.push(await db("stop"));
      assertEquals(printed.at(-1)?.stdout, "Stopped 3 members.\n");
      assertEquals(pids.map(isAlive), [false, false, false]);
      const { running, members } = await status();
      assertEquals(running, false);
      assertEquals(members.map(({ state, pid }) => [state, pid]), Array(3).fill(["DOWN", null]));
      printed.push(await db("status"));
      assertStringIncludes(printed.at(-1)?.stdout ?? "", "Not running");
    });

    await t.step(
      "what has a port that another program took gets others, and keeps the data",
      async () => {
        const { ports: [, port = 0] = [], users } = await loadEmbedded(dir) ?? {};
        using _listener = Deno.listen({ hostname: "127.0.0.1", port });
        printed.push(await db("start"));
        assertEquals(printed.at(-1)?.code, 0, printed.at(-1)?.stderr);
        assertMatch(printed.at(-1)?.stderr ?? "", /^Another program has a port .* its data stay$/m);
        const now = await loadEmbedded(dir);
        assertEquals([now?.ports.includes(port), now?.users, now?.isMoving], [
          false,
          users,
          undefined,
        ]);
        await isComplete(place);
        await connected(async (db) => {
          assertEquals(await db.collection("things").countDocuments(), 1);
          await db.collection("things").insertOne({ n: 2 }, { writeConcern: { w: 3 } });
        });
      },
    );

    await t.step("a member whose port was taken while it was down moves alone", async () => {
      const { ports = [] } = await loadEmbedded(dir) ?? {};
      const victim = (await status()).members[2]?.pid ?? 0;
      process.kill(victim, "SIGKILL");
      await waitForExit(victim, 10_000);
      await waitUntilFree(ports[2] ?? 0, 10_000);
      await using _another = serve(ports[2] ?? 0);
      printed.push(await db("start"));
      assertEquals(printed.at(-1)?.code, 0, printed.at(-1)?.stderr);
      const { ports: now = [] } = await loadEmbedded(dir) ?? {};
      assertEquals([now.slice(0, 2), now[2] === ports[2]], [ports.slice(0, 2), false]);
      await isComplete(place);
      await connected(async (db) => {
        await db.collection("things").deleteOne({ n: 2 }, { writeConcern: { w: 3 } });
      });
    });

    await t.step("a start that was interrupted while members moved is completed", async () => {
      await Deno.writeTextFile(
        join(dir, "replica_set.json"),
        JSON.stringify({ ...await loadEmbedded(dir), isMoving: true }),
      );
      printed.push(await db("start"));
      assertEquals(printed.at(-1)?.stderr, "Telling the replica set its new ports\n");
      printed.push(await db("start"));
      assertEquals(printed.at(-1)?.stderr, "");
    });

    await t.step("by a link to the folder it is the same set", async () => {
      const link = join(data, "link");
      await Deno.symlink(data, link, { type: "dir" });
      const linked = (...args: string[]) => runTask("db", args, { ...place.env, DZ_DATA: link });
      assertEquals(JSON.parse((await linked("status", "--json")).stdout), await status());
      assertEquals((await linked("start")).stderr, "");
      const { code, stderr } = await linked("reset");
      assertEquals(code, 1);
      assertMatch(
        stderr,
        /^Error: Cannot remove .* in use by mongod \(process \d+\).*servers stop`\n$/,
      );
      await Deno.remove(link);
      assertEquals((await isComplete(place)).running, true);
    });

    await t.step("no password is printed or shown in the process list", async () => {
      await isComplete(place);
      printed.push(await db("status"), await db("status", "--json"));
      const users = Object.values((await loadEmbedded(dir))?.users ?? {});
      const key = await Deno.readTextFile(join(dir, "keyfile"));
      const secrets = [key, ...users.map(({ password }) => password)];
      assertEquals([users.length, new Set(secrets).size], [3, 4]);
      const commands = onLinux ? (await membersIn(data)).map(({ command }) => command) : [];
      assertEquals(commands.length, onLinux ? 3 : 0);
      for (
        const text of [...printed.flatMap(({ stdout, stderr }) => [stdout, stderr]), ...commands]
      ) {
        for (const secret of secrets) assertEquals(text.includes(secret), false, text);
      }
    });

    await t.step("reset refuses while anything runs, and then removes all", async () => {
      const pids = pidsOf(await status());
      const { code, stderr } = await db("reset");
      assertEquals(code, 1);
      for (const pid of pids) assertStringIncludes(stderr, `process ${pid}`);
      assertEquals(pids.map(isAlive), [true, true, true]);
      await ok("stop");
      const file = await Deno.open(join(dir, "member0", "mongod.log"), { append: true });
      if (onLinux) assertStringIncludes((await db("reset")).stderr, `process ${Deno.pid}`);
      file.close();
      assertEquals(await ok("reset"), `Removed ${dir}.\n`);
      assertEquals(await exists(dir), false);
      assertEquals(await status(), { running: false, members: [] });
      assertEquals(await ok("reset"), `There is nothing in ${dir}.\n`);
    });
  });
});

Deno.test("one set serves many databases, and says what it does for each", async (t) => {
  await withPlace(async (place) => {
    const { dir, env, status } = place;
    const started = async (name: string) => {
      const { code, stderr } = await runTask("servers", ["start"], { ...env, DZ_DATABASE: name });
      assertEquals(code, 0, stderr);
      return stderr;
    };
    const write = async (name: string, into = name) => {
      const flags = { ...env, DZ_DATABASE: name };
      const { uri } = JSON.parse((await runTask("servers", ["uri", "--json"], flags)).stdout);
      await using connection = await connect(uri, into);
      await connection.db.collection("things").insertOne({}, { writeConcern: { w: "majority" } });
    };

    await t.step("the first start starts it, the next only adds a database", async () => {
      assertMatch(await started("a"), /^Starting a replica set of 3 members/m);
      const before = pidsOf(await status());
      assertEquals(await started("b"), "Adding the database b to the replica set\n");
      assertEquals(pidsOf(await status()), before);
    });

    await t.step("from then on neither is set up again, and each is its user's", async () => {
      for (const name of ["a", "b", "a"]) {
        assertEquals(await started(name), "");
        await write(name);
      }
      await assertRejects(() => write("a", "c"), NotPermittedError);
    });

    await t.step("a folder that an earlier version made goes on working", async () => {
      // It knew one database, and its members by what mongod itself writes.
      await Deno.writeTextFile(join(dir, "set_up_for"), "a");
      for (const member of [0, 1, 2]) await Deno.remove(join(dir, `member${member}/process.json`));
      const before = pidsOf(await isComplete(place));
      assertEquals(await started("a"), "");
      assertEquals(await started("b"), "Adding the database b to the replica set\n");
      assertEquals(pidsOf(await status()), before);
      assertEquals(await place.ok("stop"), "Stopped 3 members.\n");
      assertEquals(before.map(isAlive), [false, false, false]);
      assertMatch(await started("b"), /^Starting a replica set of 3 members/m);
      await write("a");
    });
  });
});

async function isForbidden(action: () => Promise<unknown>): Promise<void> {
  const { message, code } = await assertRejects(action, MongoServerError);
  assertEquals(code, 13, message);
}

/** Another program on the port. */
const serve = (port: number) =>
  Deno.serve({ hostname: "127.0.0.1", port, onListen: () => {} }, () => new Response());
