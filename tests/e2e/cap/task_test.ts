import { pause } from "../../../lib/base/pause.ts";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { join } from "node:path";
import { isAlive } from "../../../lib/base/is_alive.ts";
import { replicaSetUri } from "../../../lib/mongo/server/replica_set.ts";
import { drawn } from "../../support/drawn.ts";
import { withFolder } from "../support/folder.ts";
import { testMongod } from "../support/mongod.ts";
import { processesWith } from "../support/processes.ts";
import { testDatabase, withReplicaSet } from "../support/replica_set.ts";
import { resultOf, runTask, startTask } from "../support/task.ts";
import { until } from "../support/until.ts";

const onLinux = Deno.build.os === "linux";

/** Runs `test` with the environment of a store on `uri`, whose temporary files are looked at. */
async function withTemp(
  uri: string,
  test: (env: Record<string, string>, temp: string) => Promise<void>,
): Promise<void> {
  const mongod = await testMongod();
  await withFolder(async (dir) => {
    const temp = join(dir, "tmp");
    await Deno.mkdir(temp);
    await test({ DZ_DATA: dir, DZ_MONGOD: mongod, TMPDIR: temp, MONGODB_URI: uri }, temp);
  });
}

const namesIn = (dir: string) => Array.from(Deno.readDirSync(dir), ({ name }) => name);

Deno.test("cap latency prints the assignment's figures, and draw shows the run again", async (t) => {
  await withReplicaSet(async (set) => {
    await withTemp(replicaSetUri(set, "owner", testDatabase), async (env, temp) => {
      const cap = (...args: string[]) => runTask("cap", args, env);

      await t.step("no run can be drawn before there is one", async () => {
        const { code, stderr } = await cap("draw");
        assertEquals(code, 1);
        assertMatch(stderr, /^Error: Cannot find a run of the laboratory: there is none yet/);
      });

      const charts = join(temp, "charts");
      const measured = await cap("latency", "--orders", "20", "--rounds", "2", "--charts", charts);
      assertEquals(measured.code, 0, measured.stderr);

      await t.step("the figures are those of the assignment", () => {
        assertMatch(measured.stdout, /w: 1\b/);
        assertMatch(measured.stdout, /majority/);
        assertEquals(namesIn(charts), ["latency.svg"]);
      });

      await t.step("draw shows the same, as text and as JSON", async () => {
        const again = await cap("draw");
        assertEquals(again, { code: 0, stdout: measured.stdout, stderr: "" });
        const { latency } = JSON.parse((await cap("draw", "--json")).stdout);
        assertEquals(latency.length, 4);
        for (const { mean_ms, p50_ms, p99_ms } of latency) {
          assert(mean_ms > 0 && p50_ms > 0 && p99_ms >= p50_ms);
        }
      });

      await t.step("runs lists it", async () => {
        const { stdout } = await cap("runs", "--json");
        const [{ id, parts }] = JSON.parse(stdout);
        assertEquals(parts, ["latency"]);
        assertEquals((await cap("draw", "--run", id.slice(0, 16))).stdout, measured.stdout);
      });

      await t.step("a server of the user's is not broken", async () => {
        const { code, stdout, stderr } = await cap("failover");
        assertEquals([code, stdout], [2, ""]);
        assertMatch(stderr, /^Error: Cannot measure failover on the server of MONGODB_URI/);
        const all = await cap("all", "--orders", "5", "--rounds", "1", "--json");
        assertEquals(all.code, 0, all.stderr);
        assertMatch(all.stderr, /the latency alone is measured/);
        const { latency, ...others } = JSON.parse(all.stdout);
        assertEquals([latency.length, Object.keys(others)], [4, ["run", "decision"]]);
      });

      await t.step("wrong usage is one line and exit code 2", async () => {
        for (
          const args of [["everything"], ["--orders", "0"], ["latency", "--run", "2026"], [
            "--rounds",
          ]]
        ) {
          const { code, stderr } = await cap(...args);
          assertEquals(code, 2, stderr);
          assertMatch(stderr, /^(Error|error): /);
        }
      });
    });
  });
});

Deno.test({
  name: "cap leaves no process and no folder behind when it is stopped or fails halfway",
  ignore: !onLinux,
  fn: async (t) => {
    const mongod = await testMongod();
    const endings: [string, (child: Deno.ChildProcess, temp: string) => Promise<void>, number][] = [
      ["Ctrl-C", (child) => Promise.resolve(child.kill("SIGINT")), 130],
      ["SIGKILL", (child) => Promise.resolve(child.kill("SIGKILL")), 137],
      [
        "the death of all its members",
        async (_, temp) => {
          for (const { pid } of await processesWith(`--dbpath\0${temp}`)) Deno.kill(pid, "SIGKILL");
        },
        1,
      ],
    ];
    await withFolder(async (dir) => {
      // One store for all, so that the laboratory's own set is all that starts.
      const store = { DZ_DATA: dir, DZ_MONGOD: mongod };
      assertEquals((await runTask("db", ["start"], store)).code, 0);
      try {
        for (const [ending, end, expected] of await drawn("endings", endings)) {
          await t.step(ending, async () => {
            const temp = await Deno.makeTempDir({ dir });
            const child = startTask("cap", ["failover"], { ...store, TMPDIR: temp });
            const result = resultOf(child);
            const members = await until("the members run", async () => {
              const found = await processesWith(`--dbpath\0${temp}`);
              return found.length === 3 && found;
            }, 60_000);
            await pause(3000); // into the scenario
            await end(child, temp);
            const { code, stdout, stderr } = await result;
            assertEquals([code, stdout], [expected, ""], stderr);
            if (expected === 1) assertMatch(stderr, /^Error: .+$/m);
            await until(
              "the members are gone",
              () => Promise.resolve(!members.some(({ pid }) => isAlive(pid))),
              30_000,
            );
            await until(
              "the folder is gone",
              () => Promise.resolve(namesIn(temp).length === 0),
              30_000,
            );
          });
        }
      } finally {
        await runTask("db", ["stop"], store);
      }
    });
  },
});
