import { assert, assertEquals } from "@std/assert";
import { join } from "node:path";
import { lockHolder, tryFileLock, withFileLock } from "../../../lib/base/files/file_lock.ts";
import { pause } from "../../../lib/base/pause.ts";
import { withFolder } from "../../e2e/support/folder.ts";

Deno.test("withFileLock lets one in at a time, and the next when that one fails", async () => {
  await withFolder(async (dir) => {
    const path = join(dir, "new", "lock");
    let inside = 0, most = 0;
    const visit = (number: number) =>
      withFileLock(path, async () => {
        most = Math.max(most, ++inside);
        await pause(5);
        inside--;
        if (number === 1) throw new RangeError("no");
        return number;
      }).catch((error) => error.message);
    assertEquals(await Promise.all([0, 1, 2, 3].map(visit)), [0, "no", 2, 3]);
    assertEquals(most, 1);
  });
});

Deno.test("tryFileLock lets others name who has it, and has it when that one is done", async () => {
  await withFolder((dir) => {
    const path = join(dir, "lock");
    const first = tryFileLock(path);
    assert(first);
    assertEquals(tryFileLock(path), undefined);
    const ours = Deno.build.os === "windows" ? "another process" : `process ${Deno.pid}`;
    assertEquals(lockHolder(path), ours);
    first[Symbol.dispose]();
    using third = tryFileLock(path);
    assert(third);
    return Promise.resolve();
  });
});
