import { isAlive } from "../../lib/base/is_alive.ts";
import { childCommand } from "../../lib/servers/child_environment.ts";
import { descendantsOf } from "../../lib/servers/descendants.ts";
import { endGroup } from "../../lib/servers/process_group.ts";
import { until } from "../e2e/support/until.ts";

Deno.test({
  name: "endGroup ends a leader, what it started, and who takes no notice of being asked",
  ignore: Deno.build.os === "windows",
  async fn() {
    const script = "trap '' TERM; sleep 60 & sh -c 'trap \"\" TERM; sleep 60' & wait; sleep 60";
    const { pid, status } = childCommand("sh", {
      args: ["-c", script],
      detached: true,
      stdin: "null",
    }).spawn();
    const started = await until("it has started what it starts", async () => {
      const found = await descendantsOf(pid);
      return found.length >= 3 && found;
    });
    await endGroup(pid, 0);
    await status;
    await until("all have ended", () => !started.some(isAlive));
  },
});
