import {
  assert,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { join } from "node:path";
import { projectDir } from "../../lib/base/settings.ts";
import { accepts, freePorts, waitUntilFree } from "../../lib/servers/ports.ts";
import { recordedProcess } from "../../lib/servers/process_record.ts";
import { PortTakenError } from "../../lib/servers/port_taken_error.ts";
import {
  ServerFailedError,
  type ServerOptions,
  startServer,
} from "../../lib/servers/start_server.ts";
import { stopProcess } from "../../lib/servers/stop_process.ts";
import { withFolder } from "../e2e/support/folder.ts";
import { mountNoexec, unmount } from "../e2e/support/mount.ts";
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
      const pid = (await recordedProcess(record))?.pid ?? 0;
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

/** Starts what is never ready in a folder; gives the error. */
async function failureOf(
  dir: string,
  program: string,
  args: readonly string[],
  more: Partial<ServerOptions> = {},
): Promise<Error> {
  const options = { ...never, record: join(dir, "process.json"), log: join(dir, "log"), ...more };
  return await assertRejects(() => startServer({ ...options, name: "it", program, args }), Error);
}

const evaluated = (code: string) => ["eval", "--no-config", code];

Deno.test("a server that ends before it is ready, or never is, is told by how it went", async () => {
  await withFolder(async (dir) => {
    const start = (code: string, timeout_ms: number, detached = false) =>
      failureOf(dir, Deno.execPath(), evaluated(code), { timeout_ms, detached });
    const log = join(dir, "log");
    for (const detached of [false, true]) {
      assertEquals(
        (await start("Deno.exit(7)", 30_000, detached)).message,
        `Cannot start it: it ended with exit code 7. Its log is ${log}`,
      );
      await Deno.remove(log);
      const said = await start("console.error('ERROR no room'); Deno.exit(7)", 30_000, detached);
      assertEquals(said.message, `Cannot start it: no room. Its log is ${log}`);
      assert(said instanceof ServerFailedError);
      await Deno.writeTextFile(log, "ERROR of an earlier start\n");
    }
    const slow = await start("setTimeout(() => {}, 60_000)", 400);
    assertStringIncludes(slow.message, "no answer within 0.4 s");
    const taken = await start("console.error('Address already in use'); Deno.exit(1)", 30_000);
    assert(taken instanceof PortTakenError);
    const explained = await failureOf(dir, Deno.execPath(), evaluated("Deno.exit(7)"), {
      timeout_ms: 30_000,
      explain: ({ how }) => Promise.resolve(new RangeError(how)),
    });
    assertEquals([explained.name, explained.message], ["RangeError", "it ended with exit code 7"]);
  });
});

Deno.test("where another process is ready in its place, that one is waited for", async () => {
  await withFolder(async (dir) => {
    let asked = 0;
    const pid = await startServer({
      ...never,
      name: "it",
      program: Deno.execPath(),
      args: evaluated("Deno.exit(7)"),
      record: join(dir, "process.json"),
      log: join(dir, "log"),
      isReady: () => Promise.resolve(asked > 0),
      timeout_ms: 30_000,
      explain: () => Promise.resolve(asked++ ? new Error("asked twice") : "another"),
    });
    assertEquals(pid, 0);
  });
});

Deno.test({
  name: "a program that cannot be run says why: its mode, its make, what it lacks, where it lies",
  ignore: Deno.build.os !== "linux",
  fn: () =>
    withFolder(async (dir) => {
      const file = (name: string, bytes: Uint8Array, mode: number) => {
        Deno.writeFileSync(join(dir, name), bytes);
        Deno.chmodSync(join(dir, name), mode);
        return join(dir, name);
      };
      const script = new TextEncoder().encode("#!/bin/sh\necho it runs\n");
      const program = Deno.readFileSync("/bin/true");
      const foreign = program.with(18, program[18] === 0xf3 ? 0x3e : 0xf3); // the processor: RISC-V
      const stick = join(dir, "stick");
      await Deno.mkdir(stick);
      const isMounted = await mountNoexec(stick);
      const wrongs: [string, RegExp][] = [
        [join(dir, "missing"), /no such file or folder/],
        [file("text", script, 0o644), /not marked as executable/],
        [file("foreign", foreign, 0o755), /another processor or system/],
        [
          file("unmet", new TextEncoder().encode("#!/missing/interpreter\n"), 0o755),
          /what it needs to start is not there/,
        ],
        [dir, /it is a folder/],
      ];
      if (isMounted) wrongs.push([file("stick/run", script, 0o755), /mounted noexec/]);
      try {
        for (const [path, reason] of wrongs) {
          for (const detached of [true, false]) {
            const { message } = await failureOf(dir, path, [], { detached, timeout_ms: 30_000 });
            assertMatch(message, reason, `${path} ${detached}`);
          }
        }
      } finally {
        if (isMounted) await unmount(stick);
      }
    }),
});
