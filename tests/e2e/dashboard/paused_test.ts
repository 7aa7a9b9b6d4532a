import { pause } from "../../../lib/base/pause.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { until } from "../support/until.ts";
import { withBreakableDashboard } from "./with_dashboard.ts";

Deno.test({
  name:
    "a page that was drawn while the database did not answer says that it is to be asked for again",
  ignore: Deno.build.os === "windows", // which cannot pause a process
  async fn() {
    await withBreakableDashboard({}, async ({ url, set }) => {
      const ask = async (path: string) => {
        const response = await fetch(url + path);
        return { status: response.status, text: await response.text() };
      };
      await ask("/users/user_102");
      // Nobody closes a connection: for a while the driver takes the members for reachable.
      for (const pid of set.pids) Deno.kill(pid, "SIGSTOP");
      const answers = Promise.all([ask("/users/user_102"), ask("/users/user_103")]);
      await pause(2500);
      for (const pid of set.pids) Deno.kill(pid, "SIGCONT");
      const [kept, unknown] = await answers;
      assertEquals([kept.status, unknown.status], [200, 503]);
      assertStringIncludes(kept.text, "This is what it held");
      for (const { text } of [kept, unknown]) {
        assertStringIncludes(text, 'data-database="down"'); // which is not what the events say
        assertStringIncludes(text, "Database down");
      }
      await until("all is well again", async () => {
        const { status, text } = await ask("/users/user_103");
        return status === 200 && text.includes('data-database="up"');
      });
    });
  },
});
