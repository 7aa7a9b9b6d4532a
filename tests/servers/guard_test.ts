import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { isAlive } from "../../lib/base/is_alive.ts";
import { startGuard } from "../../lib/servers/guard.ts";
import { withFolder } from "../e2e/support/folder.ts";
import { watchOutput } from "../e2e/support/output.ts";
import { startScript } from "../e2e/support/task.ts";
import { until } from "../e2e/support/until.ts";
import { sleeper } from "./support/sleeper.ts";

for (const how of ["at once", "after it was asked in vain"]) {
  Deno.test(`what is guarded dies with a parent that was killed, ${how}, and its children`, async () => {
    await withFolder(async (dir) => {
      const folder = join(dir, "guarded");
      await Deno.mkdir(folder);
      const asked = how === "at once" ? [] : ["asked"];
      const parent = startScript("tests/servers/support/guarded.ts", [folder, ...asked]);
      const output = watchOutput(parent);
      const pids: number[] = JSON.parse(
        await until("both run", () => output.out.split("\n").slice(0, -1)[0]),
      );
      assertEquals(pids.map(isAlive), [true, true]);
      parent.kill("SIGKILL");
      await parent.status;
      await until("both are gone", () => !pids.some(isAlive));
      const exists = () => Deno.stat(folder).then(() => true, () => false);
      await until("the folder is gone", async () => !await exists());
      await output.ended;
    });
  });
}

Deno.test("a guard that is ended ends what it was told of, and nothing else", async () => {
  const [guarded, other] = [sleeper(), sleeper()];
  const guard = startGuard();
  guard.watch(guarded.pid);
  await guard.end();
  await guarded.status;
  assertEquals(isAlive(other.pid), true);
  other.kill("SIGKILL");
  await other.status;
});
