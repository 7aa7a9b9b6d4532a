import { assertEquals, assertNotEquals } from "@std/assert";
import { spawn } from "node:child_process";
import { join } from "node:path";
import process from "node:process";
import { isAlive } from "../../../lib/base/is_alive.ts";
import { projectDir } from "../../../lib/base/settings.ts";
import {
  exists,
  membersIn,
  onLinux,
  onWindows,
  pidsOf,
  type Place,
  withPlace,
} from "../support/embedded_place.ts";
import { drawn } from "../../support/drawn.ts";
import { isSlow } from "../../support/slow.ts";
import { resultOf, startTask } from "../support/task.ts";
import { until } from "../support/until.ts";

for (const count of isSlow() ? [2, 4] : [4]) {
  Deno.test(`${count} starters at once end with one replica set`, async () => {
    await withPlace(async ({ data, env, ok, status }) => {
      const starters = Array.from({ length: count }, () => startTask("db", ["uri", "--json"], env));
      const results = await Promise.all(starters.map(resultOf));
      assertEquals(results.map(({ code }) => code), Array(count).fill(0), results[0]?.stderr);
      assertEquals(new Set(results.map(({ stdout }) => stdout)).size, 1, "different sets");
      assertEquals(new Set(pidsOf(await status())).size, 3);
      if (onLinux) assertEquals((await membersIn(data)).length, 3);
      assertEquals(await ok("stop"), "Stopped 3 members.\n");
      if (onLinux) assertEquals(await membersIn(data), []);
    });
  });
}

const moments: [string, (place: Place) => Promise<boolean>][] = [
  ["has chosen the ports", ({ dir }) => exists(join(dir, "replica_set.json"))],
  ["has begun to start a member", async ({ data }) => (await membersIn(data)).length > 0],
  ["sees a member listen", (place) => logged(place, "Waiting for connections")],
  ["is about to make the administrator", (place) => logged(place, "dz_admin")],
  ["is done", ({ dir }) => exists(join(dir, "set_up_for"))],
];

Deno.test({
  name: "after a starter was killed, at whatever moment, the next start succeeds",
  ignore: !onLinux,
  fn: async (t) => {
    for (const [moment, reached] of await drawn("moments", moments)) {
      await t.step(`killed when it ${moment}`, () =>
        withPlace(async (place) => {
          const starter = startTask("db", ["start"], place.env);
          const ended = resultOf(starter);
          try {
            await until(`the starter ${moment}`, () => reached(place));
          } finally {
            try {
              starter.kill("SIGKILL");
            } catch {
              // It was quicker.
            }
            await ended;
          }
          await place.ok("start");
          assertEquals((await membersIn(place.data)).length, 3);
          await place.connected(async (db) => {
            await db.collection("things").insertOne({ n: 1 }, { writeConcern: { w: "majority" } });
          });
        }));
    }
  },
});

Deno.test({
  name: "Ctrl-C in the terminal of the starter leaves the members running",
  ignore: onWindows,
  fn: async () => {
    await withPlace(async ({ dir, env, status }) => {
      const script = join(projectDir, "tests/e2e/mongo/embedded_starter.ts");
      // A group of its own, like a job of a shell.
      const starter = spawn(Deno.execPath(), ["run", "-A", script, dir], {
        cwd: projectDir,
        detached: true,
        env: { ...Deno.env.toObject(), ...env },
        stdio: ["ignore", "pipe", "inherit"],
      });
      const ended = new Promise<string | null>((resolve) =>
        starter.once("exit", (_, signal) => resolve(signal))
      );
      let out = "";
      starter.stdout?.on("data", (chunk) => out += chunk);
      let before: number[];
      try {
        await until("the set is started", () => out.includes("started"), 60_000);
        before = pidsOf(await status());
        assertNotEquals(before, [0, 0, 0]);
      } finally {
        process.kill(-(starter.pid ?? 0), "SIGINT");
        await ended;
      }
      assertEquals(await ended, "SIGINT");
      assertEquals(before.map(isAlive), [true, true, true]);
      assertEquals(pidsOf(await status()), before);
    });
  },
});

/** Whether some member's log contains `text`. */
async function logged({ dir }: Place, text: string): Promise<boolean> {
  const logs = [0, 1, 2].map((member) =>
    Deno.readTextFile(join(dir, `member${member}`, "mongod.log")).catch(() => "")
  );
  return (await Promise.all(logs)).some((log) => log.includes(text));
}
