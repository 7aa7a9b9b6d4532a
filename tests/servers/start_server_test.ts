import { assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { projectDir } from "../../lib/base/settings.ts";
import { accepts, freePorts, waitUntilFree } from "../../lib/servers/ports.ts";
import { recordedProcess } from "../../lib/servers/process_record.ts";
import { startServer } from "../../lib/servers/start_server.ts";
import { stopProcess } from "../../lib/servers/stop_process.ts";
import { withFolder } from "../e2e/support/folder.ts";
import { somePort } from "../e2e/support/replica_set.ts";

const starter = join(projectDir, "tests/servers/support/server_starter.ts");

Deno.test({
  name:
    "a server outlives its starter, is found again, and holds no lock of whoever called that one",
  ignore: Deno.build.os !== "linux", // looks into /proc
  fn: () =>
    withFolder(async (dir) => {
      const [port = 0] = freePorts(1, somePort());
      const lock = join(dir, "lock"), record = join(dir, "process.json");
      const { stdout } = await new Deno.Command("/bin/sh", {
        args: [
          ...["-c", `exec "$@" 7>'${lock}'`, "sh"],
          ...[Deno.execPath(), "run", "-A", starter, `${port}`, record],
        ],
        stdin: "null",
      }).output();
      const pid = await recordedProcess(record) ?? 0;
      try {
        assertEquals(new TextDecoder().decode(stdout), `${pid}\n`);
        assertEquals(await accepts(port), true);
        const open = [...Deno.readDirSync(`/proc/${pid}/fd`)].map(({ name }) =>
          Deno.readLinkSync(`/proc/${pid}/fd/${name}`)
        );
        assertEquals(open.includes(lock), false);
      } finally {
        await stopProcess(pid, () => Promise.resolve(), 0);
      }
      assertEquals(await recordedProcess(record), undefined);
      await waitUntilFree(port, 5000);
      assertEquals(await accepts(port), false);
    }),
});

const never = {
  detached: false,
  isReady: () => Promise.resolve(false),
  timeout_ms: 400,
};

Deno.test("a server that ends before it is ready, or never is, is told by how it went", async () => {
  await withFolder(async (dir) => {
    const start = (code: string) =>
      startServer({
        ...never,
        program: Deno.execPath(),
        args: ["eval", "--no-config", code],
        record: join(dir, "process.json"),
        timeout_ms: code.includes("exit") ? 30_000 : never.timeout_ms,
        failure: (how) => Promise.resolve(new RangeError(how)),
      });
    await assertRejects(
      () => start("Deno.exit(7)"),
      RangeError,
      "it ended with exit code 7",
    );
    await assertRejects(
      () => start("setTimeout(() => {}, 60_000)"),
      RangeError,
      "within 0.4 s",
    );
  });
});

Deno.test("where another process is ready in its place, that one is waited for", async () => {
  await withFolder(async (dir) => {
    let asked = 0;
    const pid = await startServer({
      ...never,
      program: Deno.execPath(),
      args: ["eval", "--no-config", "Deno.exit(7)"],
      record: join(dir, "process.json"),
      isReady: () => Promise.resolve(asked > 0),
      timeout_ms: 30_000,
      failure: () => Promise.resolve(asked++ ? new Error("asked twice") : undefined),
    });
    assertEquals(pid, 0);
  });
});
