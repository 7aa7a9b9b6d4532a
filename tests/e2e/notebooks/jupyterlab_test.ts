import { assertEquals, assertMatch } from "@std/assert";
import { freePorts } from "../../../lib/servers/ports.ts";
import { watchOutput } from "../support/output.ts";
import { processesWith } from "../support/processes.ts";
import { somePort, withEmptyDatabase } from "../support/replica_set.ts";
import { startTask } from "../support/task.ts";
import { until } from "../support/until.ts";

Deno.test("notebooks serves JupyterLab to who has its token, and leaves no kernel when it ends", async () => {
  await withEmptyDatabase(async (uri) => {
    const [port = 0] = freePorts(1, somePort());
    const task = startTask("notebooks", ["--no-browser", "--port", `${port}`], {
      MONGODB_URI: uri,
    });
    const output = watchOutput(task);
    const token = await until(
      "it says where it is",
      () => /token=([0-9a-f]+)/.exec(output.err)?.[1],
    );
    const address = `http://127.0.0.1:${port}/api`;
    const ask = async (path: string, init: RequestInit = {}) => {
      const response = await fetch(`${address}${path}`, init);
      return { status: response.status, body: await response.json() };
    };
    assertEquals((await ask("/contents")).status, 403, "without the token");
    const headers = { Authorization: `token ${token}` };
    const { body } = await ask("/contents/notebooks/store", { headers });
    assertEquals(
      body.content.some(({ name }: { name: string }) => name === "02_trends.ipynb"),
      true,
    );
    const started = await ask("/kernels", {
      ...{ method: "POST", headers },
      body: JSON.stringify({ name: "deno" }),
    });
    assertEquals(started.status, 201);
    const kernels = () => processesWith(`kernel-${started.body.id}`);
    await until("the kernel runs", async () => (await kernels()).length > 0);
    task.kill("SIGINT");
    assertEquals((await task.status).code, 130);
    await until("no kernel is left", async () => (await kernels()).length === 0);
    await output.ended;
    assertMatch(output.err, /Kernel shutdown/);
    assertEquals(await processesWith(`--ServerApp.port=${port}`), []);
  });
});
