import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import process from "node:process";
import { connect } from "../../../lib/mongo/connect.ts";
import { loadEmbedded } from "../../../lib/mongo/server/set_files.ts";
import { membersIn, onLinux, onWindows, withPlace } from "../support/embedded_place.ts";
import { runTask } from "../support/task.ts";

Deno.test({
  name: "a copy of the folder is a set of its own, and a folder that was moved keeps its set",
  ignore: !onLinux,
  fn: async (t) => {
    await withPlace(async ({ data, env }) => {
      const at = (name: string) => {
        const place = { ...env, DZ_DATA: join(data, name) };
        return (...args: string[]) => runTask("db", args, place);
      };
      const first = at("first"), copy = at("copy"), moved = at("moved");
      const things = async (db: typeof first, added: number) => {
        const { uri, database } = JSON.parse((await db("uri", "--json")).stdout);
        await using connection = await connect(uri, database);
        const collection = connection.db.collection("things");
        for (let n = 0; n < added; n++) {
          await collection.insertOne({ n }, { writeConcern: { w: "majority" } });
        }
        return await collection.countDocuments();
      };
      const portsOf = async (name: string) =>
        (await loadEmbedded(join(data, name, "mongo")))?.ports ?? [];

      await t.step("two that start at once with the same ports saved both start", async () => {
        assertEquals((await first("start")).code, 0);
        assertEquals(await things(first, 1), 1);
        assertEquals((await first("stop")).code, 0);
        await new Deno.Command("cp", { args: ["-a", join(data, "first"), join(data, "copy")] })
          .output();
        const started = await Promise.all([first("start"), copy("start")]);
        assertEquals(started.map(({ code }) => code), [0, 0], started[0]?.stderr);
        assertEquals([await things(first, 1), await things(copy, 2)], [2, 3]);
        const ports = [...await portsOf("first"), ...await portsOf("copy")];
        assertEquals(new Set(ports).size, 6);
      });

      await t.step("a folder that is moved while the set runs: who asks is told", async () => {
        // They end by themselves as soon as they look for a file at the old place: not just now.
        const members = await membersIn(join(data, "copy", "mongo"));
        for (const { pid } of members) process.kill(pid, "SIGSTOP");
        await Deno.rename(join(data, "copy"), join(data, "moved"));
        const told = await moved("status");
        assertStringIncludes(told.stdout, `started in ${join(data, "copy", "mongo")}`);
        assertEquals((await moved("reset")).code, 1);
        const begun = await copy("start");
        assertEquals(begun.code, 1);
        assertMatch(begun.stderr, /would write there.*moved.*DZ_DATA/);
        assertEquals((await copy("reset")).stdout, `Removed ${join(data, "copy", "mongo")}.\n`);
        assertEquals(members.length, 3);
        for (const { pid } of members) process.kill(pid, "SIGCONT");
      });

      await t.step("the next start there starts it where it is, with its data", async () => {
        const { code, stderr } = await moved("start");
        assertEquals(code, 0, stderr);
        assertEquals(await things(moved, 0), 3);
        assertEquals(await things(first, 0), 2);
      });
    });
  },
});

Deno.test({
  name: "a key file that others can read: its mode is named, and what to do",
  ignore: onWindows,
  fn: async () => {
    await withPlace(async ({ dir, db, ok }) => {
      await ok("start");
      await ok("stop");
      for (const mode of [0o644, 0o640, 0o777]) {
        await Deno.chmod(join(dir, "keyfile"), mode);
        const { code, stderr } = await db("start");
        const line = lastLine(stderr);
        assertEquals(code, 1);
        assertStringIncludes(
          line,
          `(mode 0${mode.toString(8)}): chmod 600 ${join(dir, "keyfile")}`,
        );
        assertStringIncludes(line, "DZ_DATA");
      }
      await Deno.chmod(join(dir, "keyfile"), 0o600);
      await ok("start");
    });
  },
});

const lastLine = (text: string) => text.trimEnd().split("\n").at(-1) ?? "";
