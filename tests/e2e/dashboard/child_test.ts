/** The process that serves the dashboard: what it may do, and how it ends. */
import { assert, assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { join } from "node:path";
import { childFlags } from "../../../fresh-app/child/child_flags.ts";
import { isAlive } from "../../../lib/base/is_alive.ts";
import { projectDir } from "../../../lib/base/settings.ts";
import { replicaSetUri } from "../../../lib/mongo/server/replica_set.ts";
import { descendantsOf } from "../../../lib/servers/descendants.ts";
import { freePorts } from "../../../lib/servers/ports.ts";
import { withFolder } from "../support/folder.ts";
import { type Output, watchOutput } from "../support/output.ts";
import { somePort, testDatabase, withEmptyDatabase } from "../support/replica_set.ts";
import { runTask, startTask } from "../support/task.ts";
import { until } from "../support/until.ts";

const entry = join(projectDir, "fresh-app", "child", "main.ts");
const isLinux = Deno.build.os === "linux"; // where processes can be looked at without a program

Deno.test("the rights of the dashboard are to listen at its port and to reach its database", async () => {
  const [port = 0, taken = 0] = freePorts(2, somePort());
  using _listener = Deno.listen({ hostname: "127.0.0.1", port: taken });
  const flags = childFlags(
    { hostname: "127.0.0.1", port },
    { servers: ["127.0.0.1:1", "localhost:1"], files: [] },
  );
  await withFolder(async (folder) => {
    const probe = async (...flags: string[]): Promise<Record<string, string>> => {
      const { stdout } = await new Deno.Command(Deno.execPath(), {
        args: [
          ...["run", ...flags, join(projectDir, "tests", "support", "rights_probe.ts")],
          ...[`127.0.0.1:${port}`, `127.0.0.1:${taken}`, join(folder, "written")],
        ],
        stderr: "inherit",
      }).output();
      return JSON.parse(new TextDecoder().decode(stdout));
    };
    const { "listen at the address": listening, ...others } = await probe(...flags);
    assertEquals(listening, "done");
    for (const [what, result] of Object.entries(others)) {
      assertEquals([what, result], [what, "NotCapable"]);
    }
    const allowed = Object.entries(await probe("--allow-all"));
    for (const [what, result] of allowed) assertNotEquals([what, result], [what, "NotCapable"]);
  });
});

/** A dashboard that runs, the process that serves it, and what both have printed. */
interface Running {
  readonly parent: Deno.ChildProcess;
  readonly served: number;
  readonly output: Output;
  readonly port: number;
  readonly uri: string;
  readonly folder: string;
}

async function withRunning(test: (running: Running) => Promise<void>): Promise<void> {
  await withEmptyDatabase((_, set) =>
    withFolder(async (folder) => {
      const uri = replicaSetUri(set, "reader", testDatabase);
      const [port = 0] = freePorts(1, somePort());
      const parent = startTask("dashboard", ["--port", `${port}`], {
        MONGODB_URI: "mongodb://owner:wrong@127.0.0.1:1/",
        MONGODB_READER_URI: uri,
        DZ_DATABASE: testDatabase,
        DZ_DATA: folder,
      });
      const output = watchOutput(parent);
      try {
        await until("it says where it is", () => output.out.includes(`:${port}/`));
        const served = await servedBy(parent.pid);
        assert(served, "no process serves");
        await test({ parent, served, output, port, uri, folder });
        await until("nobody listens any more", () => freePorts(1, port)[0] === port);
        await until("the process that served is gone", () => !isAlive(served));
      } finally {
        try {
          parent.kill("SIGKILL");
        } catch {
          // It has ended.
        }
        await parent.status;
        await output.ended;
      }
    })
  );
}

const commandLineOf = (pid: number) => Deno.readTextFile(`/proc/${pid}/cmdline`);

/** The child of a process that serves the dashboard; the other is its guard. */
async function servedBy(parent: number): Promise<number | undefined> {
  for (const pid of await descendantsOf(parent)) {
    if ((await commandLineOf(pid)).includes(entry)) return pid;
  }
}

Deno.test({
  name: "the dashboard is served with these rights, and no password in sight",
  ignore: !isLinux,
  async fn() {
    await withRunning(async ({ parent, served, port, uri, folder }) => {
      const commandLine = await commandLineOf(served);
      const args = commandLine.split("\0").slice(1, -1);
      const [, servers = ""] = /@([^/]+)/.exec(uri) ?? [];
      const expected = childFlags(
        { hostname: "127.0.0.1", port },
        {
          servers: servers.split(","),
          files: [join(folder, "warehouse", "results", "spark_ml_recommendations.json")],
        },
      );
      assertEquals(args, ["run", ...expected, entry]);
      const [, password = "?"] = /:([^:@/]+)@/.exec(uri) ?? [];
      const environment = await Deno.readTextFile(`/proc/${served}/environ`);
      assertEquals([commandLine.includes(password), environment.includes("mongodb")], [
        false,
        false,
      ]);
      parent.kill("SIGTERM");
      assertEquals((await parent.status).code, 130);
    });
  },
});

for (const signal of ["SIGINT", "SIGTERM", "SIGKILL"] as const) {
  Deno.test({
    name: `${signal} to the dashboard ends the process that serves it`,
    ignore: !isLinux,
    async fn() {
      await withRunning(async ({ parent, output }) => {
        parent.kill(signal);
        const { code } = await parent.status;
        await output.ended;
        assertEquals(code, signal === "SIGKILL" ? 137 : 130);
        assertEquals(output.err.includes("has ended"), false, output.err);
      });
    },
  });
}

Deno.test({
  name: "when the process that serves dies, the dashboard ends and says so in one line",
  ignore: !isLinux,
  async fn() {
    await withRunning(async ({ parent, served, output }) => {
      Deno.kill(served, "SIGKILL");
      assertEquals((await parent.status).code, 1);
      await output.ended;
      const [line] = output.err.trim().split("\n").slice(-1);
      assertEquals(line, "Error: The dashboard's server has ended (SIGKILL). Start it again");
    });
  },
});

Deno.test("a port that is taken is refused before anything is started", async () => {
  await withFolder(async (folder) => {
    using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const { port } = listener.addr as Deno.NetAddr;
    // Nothing is at this address, which would be said if it was asked.
    const env = { DZ_DATA: folder, MONGODB_URI: "mongodb://127.0.0.1:1/" };
    const { code, stdout, stderr } = await runTask("dashboard", ["--port", `${port}`], env);
    assertEquals([code, stdout], [1, ""]);
    assertMatch(stderr, /^Error: Cannot listen on 127\.0\.0\.1:\d+: [^\n]*--port\n$/);
  });
});
