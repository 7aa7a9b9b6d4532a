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
    assertEquals(await recordedProcess(record), { pid: child.pid });
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
    assertEquals(await recordedProcess(record), { pid });
    await Deno.writeTextFile(record, "4711");
    assertEquals(await recordedProcess(record), undefined);
  });
});

Deno.test("a process belongs to its folder: by a link, after a move, and not to a copy", async () => {
  await withFolder(async (dir) => {
    const noted = join(dir, "noted"), link = join(dir, "link"), copy = join(dir, "copy");
    const moved = join(dir, "moved");
    for (const folder of [noted, copy]) await Deno.mkdir(folder);
    await recordProcess(join(noted, "process.json"), Deno.pid);
    await Deno.symlink(noted, link, { type: "dir" });
    await Deno.copyFile(join(noted, "process.json"), join(copy, "process.json"));
    const found = (folder: string) => recordedProcess(join(folder, "process.json"));
    const ours = { pid: Deno.pid };
    assertEquals(await Promise.all([noted, link, copy].map(found)), [ours, ours, undefined]);
    await Deno.rename(noted, moved);
    const movedFrom = join(await Deno.realPath(dir), "noted");
    assertEquals(await Promise.all([moved, copy].map(found)), [{ ...ours, movedFrom }, undefined]);
    await Deno.mkdir(noted); // another one is where it was
    assertEquals(await found(moved), { ...ours, movedFrom });
    await Deno.remove(noted);
    await Deno.rename(moved, noted);
    assertEquals(await found(noted), ours);
  });
});
