import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { withFolder } from "../e2e/support/folder.ts";
import { identityOf } from "../../lib/servers/process_identity.ts";
import { recordedProcess, recordProcess } from "../../lib/servers/process_record.ts";
import { sleeper } from "./support/sleeper.ts";

Deno.test("a noted process is known as long as it lives", async () => {
  await withFolder(async (dir) => {
    const record = join(dir, "process.json");
    assertEquals(await recordedProcess(record), undefined);
    const child = sleeper();
    await recordProcess(record, child.pid);
    assertEquals(await recordedProcess(record), child.pid);
    child.kill("SIGKILL");
    await child.status;
    assertEquals(await recordedProcess(record), undefined);
  });
});

Deno.test("another process with the same number is not taken for it", async () => {
  await withFolder(async (dir) => {
    const record = join(dir, "process.json");
    const { pid, born } = await identityOf(Deno.pid) ?? { pid: 0, born: "" };
    await Deno.writeTextFile(record, JSON.stringify({ pid, born: `${born}1` }));
    assertEquals(await recordedProcess(record), undefined);
    await Deno.writeTextFile(record, JSON.stringify({ pid, born }));
    assertEquals(await recordedProcess(record), pid);
    await Deno.writeTextFile(record, "4711");
    assertEquals(await recordedProcess(record), undefined);
  });
});
