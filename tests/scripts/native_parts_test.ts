import { assertEquals, assertMatch } from "@std/assert";
import { projectDir } from "../../lib/base/settings.ts";
import { mountBound, unmount } from "../e2e/support/mount.ts";

Deno.test("in a project from which nothing runs, tasks with machine code say so in a line", async () => {
  const folder = await Deno.makeTempDir();
  const isMounted = await mountBound(projectDir, folder, "noexec");
  try {
    if (isMounted) {
      for (const [task, ...args] of [["trends", "--help"], ["pipeline", "--help"], ["dashboard"]]) {
        const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
          args: ["run", "-A", `scripts/${task}.ts`, ...args],
          cwd: folder,
          env: { NO_COLOR: "1" },
          stdin: "null",
        }).output();
        const said = new TextDecoder().decode(stderr);
        assertEquals([code, stdout.length], [1, 0], said);
        assertMatch(said, /^Error: Cannot load .* mounted noexec.*Move the project.*DZ_CACHE.*\n$/);
      }
    }
  } finally {
    if (isMounted) await unmount(folder);
    await Deno.remove(folder); // not what is in it: that is the project if it is still mounted
  }
});
