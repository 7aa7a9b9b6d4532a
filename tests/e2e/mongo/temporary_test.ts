import { assertEquals, assertRejects } from "@std/assert";
import { isAlive } from "../../../lib/base/is_alive.ts";
import { memberStatuses } from "../../../lib/mongo/server/replica_set.ts";
import { withFolder } from "../support/folder.ts";
import { watchOutput } from "../support/output.ts";
import { processesWith } from "../support/processes.ts";
import { withReplicaSet } from "../support/replica_set.ts";
import { startScript } from "../support/task.ts";
import { until } from "../support/until.ts";

const exists = (path: string) => Deno.stat(path).then(() => true, () => false);

Deno.test("a temporary set is gone, folder and all, when it is disposed of", async () => {
  let pids: number[] = [];
  let dir = "";
  await withReplicaSet(async (set) => {
    ({ pids, dir } = set);
    assertEquals(pids.map(isAlive), [true, true, true]);
    assertEquals((await memberStatuses(set)).length, 3);
  });
  assertEquals(pids.map(isAlive), [false, false, false]);
  assertEquals(await exists(dir), false);
});

Deno.test("a temporary set is gone, too, when the test throws", async () => {
  let pids: number[] = [];
  let dir = "";
  const failure = () =>
    withReplicaSet((set) => {
      ({ pids, dir } = set);
      return Promise.reject(new Error("a failed assertion"));
    });
  await assertRejects(failure, Error, "a failed assertion");
  assertEquals(pids.map(isAlive), [false, false, false]);
  assertEquals(await exists(dir), false);
});

Deno.test("a temporary set dies with its parent, even by SIGKILL", async () => {
  const child = startScript("tests/e2e/mongo/temporary_starter.ts", []);
  const output = watchOutput(child);
  let set: { pids: number[]; dir: string };
  try {
    const line = await until("the set is up", () => {
      if (output.err.includes("rror")) throw new Error(output.err);
      return output.out.split("\n").slice(0, -1)[0];
    }, 60_000);
    set = JSON.parse(line);
    assertEquals(set.pids.map(isAlive), [true, true, true]);
  } finally {
    child.kill("SIGKILL");
    await child.status;
    await output.ended;
  }
  await until("its members are gone", () => !set.pids.some(isAlive), 10_000);
  await until("its folder is gone", async () => !await exists(set.dir), 10_000);
});

for (const sign of ["MongoDB starting", "Opening WiredTiger", "Waiting for connections"]) {
  Deno.test({
    name: `a starter killed when the first member logs "${sign}" leaves nothing behind`,
    ignore: Deno.build.os !== "linux", // looks into /proc
    fn: () => withFolder((dir) => killedWhen(sign, dir)),
  });
}

/** Kills a starter of a set in a folder within `dir` as soon as a member's log contains `sign`. */
async function killedWhen(sign: string, dir: string): Promise<void> {
  const child = startScript("tests/e2e/mongo/temporary_starter.ts", [], { TMPDIR: dir });
  const output = watchOutput(child);
  const logs = async () => {
    const [set] = [...Deno.readDirSync(dir)];
    const texts = [0, 1, 2].map((member) =>
      Deno.readTextFile(`${dir}/${set?.name}/member${member}/mongod.log`).catch(() => "")
    );
    return await Promise.all(texts);
  };
  try {
    await until(
      `a member logs ${sign}`,
      async () => (await logs()).some((log) => log.includes(sign)),
      60_000,
    );
  } finally {
    child.kill("SIGKILL");
    await child.status;
    await output.ended;
  }
  try {
    await until("nothing runs", async () => (await processesWith(dir)).length === 0, 15_000);
    assertEquals([...Deno.readDirSync(dir)], []);
  } finally {
    for (const { pid } of await processesWith(dir)) Deno.kill(pid, "SIGKILL");
  }
}
