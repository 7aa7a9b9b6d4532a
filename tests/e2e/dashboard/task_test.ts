import { pause } from "../../../lib/base/pause.ts";
import { assertEquals, assertMatch } from "@std/assert";
import { freePorts } from "../../../lib/servers/ports.ts";
import { replicaSetUri } from "../../../lib/mongo/server/replica_set.ts";
import { withFolder } from "../support/folder.ts";
import { watchOutput } from "../support/output.ts";
import {
  somePort,
  testDatabase,
  withEmptyDatabase,
  withReplicaSet,
} from "../support/replica_set.ts";
import { runTask, startTask } from "../support/task.ts";
import { until } from "../support/until.ts";

Deno.test("the dashboard runs until it is stopped, on its port, as a user who only reads", async () => {
  await withEmptyDatabase((_, set) =>
    withFolder(async (folder) => {
      const env = {
        MONGODB_URI: "mongodb://owner:wrong@127.0.0.1:1/",
        MONGODB_READER_URI: replicaSetUri(set, "reader", testDatabase),
        DZ_DATABASE: testDatabase,
        DZ_DATA: folder,
      };
      const [port] = freePorts(1, somePort());
      const child = startTask("dashboard", ["--port", `${port}`], env);
      const output = watchOutput(child);
      try {
        await until("it says where it is", () => output.out.includes(`:${port}/`));
        const first = await fetch(`http://127.0.0.1:${port}/`);
        assertEquals(first.status, 200); // at once: it has read the database before it says so
        assertMatch(await first.text(), /No trends yet/);

        const second = await runTask("dashboard", ["--port", `${port}`], env);
        assertEquals(second.code, 1);
        assertMatch(second.stderr, /^Error: Cannot listen on 127\.0\.0\.1:\d+: .*--port\n$/m);
      } finally {
        child.kill("SIGTERM");
      }
      const { code } = await child.status;
      await output.ended;
      assertEquals([code, await Array.fromAsync(Deno.readDir(folder))], [130, []]);
    })
  );
});

Deno.test("the dashboard starts while the database is down, and shows it when it is there", async () => {
  await withReplicaSet((set) =>
    withFolder(async (folder) => {
      await Promise.all(set.pids.map((_, member) => set.kill(member)));
      const [port] = freePorts(1, somePort());
      const child = startTask("dashboard", ["--port", `${port}`], {
        MONGODB_URI: replicaSetUri(set, "reader", testDatabase),
        DZ_DATABASE: testDatabase,
        DZ_DATA: folder,
      });
      const output = watchOutput(child);
      try {
        await until("it says where it is", () => output.out.includes(`:${port}/`));
        assertMatch(output.err, /Cannot reach MongoDB/);
        const ask = async () => {
          const response = await fetch(`http://127.0.0.1:${port}/`);
          return { status: response.status, text: await response.text() };
        };
        const { status, text } = await ask();
        assertEquals(status, 503);
        assertMatch(text, /The database is down/);
        await pause(4000); // longer than the driver looks
        for (const member of set.pids.keys()) await set.restart(member);
        await until("it shows the database", async () => (await ask()).status === 200);
      } finally {
        child.kill("SIGTERM");
        await child.status;
        await output.ended;
      }
    })
  );
});

Deno.test("the dashboard refuses credentials that are wrong, in one line", async () => {
  await withEmptyDatabase((_, set) =>
    withFolder(async (folder) => {
      const uri = replicaSetUri(set, "reader", testDatabase).replace(/:\w+@/, ":wrong@");
      const { code, stderr } = await runTask("dashboard", [
        "--port",
        `${freePorts(1, somePort())[0]}`,
      ], {
        MONGODB_READER_URI: uri,
        DZ_DATABASE: testDatabase,
        DZ_DATA: folder,
      });
      assertEquals(code, 1);
      assertMatch(stderr, /^Error: [^\n]+\n$/);
      assertEquals(stderr.includes("wrong@"), false);
    })
  );
});

Deno.test("the dashboard finds the members of which the connection string does not tell", async () => {
  await withReplicaSet((set) =>
    withFolder(async (folder) => {
      await Promise.all(set.pids.map((_, member) => set.kill(member)));
      const [port] = freePorts(1, somePort());
      const child = startTask("dashboard", ["--port", `${port}`], {
        MONGODB_URI: replicaSetUri(set, "reader", testDatabase).replace(/,[^/]+/, ""),
        DZ_DATABASE: testDatabase,
        DZ_DATA: folder,
      });
      const output = watchOutput(child);
      try {
        await until("it says where it is", () => output.out.includes(`:${port}/`));
        for (const member of set.pids.keys()) await set.restart(member);
        await until("it may connect to all, and follows", async () => {
          const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined);
          await answer?.body?.cancel();
          return answer?.status === 200; // for a moment nobody answers: it is started anew
        });
      } finally {
        child.kill("SIGTERM");
        await child.status;
        await output.ended;
      }
    })
  );
});
