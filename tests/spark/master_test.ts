import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { DzError, UsageError } from "../../lib/base/errors.ts";
import { isLoopback, requireAnswer, requireMaster } from "../../lib/spark/master.ts";

Deno.test("isLoopback tells this machine from a cluster", () => {
  const here = ["local", "local[*]", "local[4,2]", "spark://127.0.0.1:7077", "spark://localhost:1"];
  const elsewhere = [
    "spark://10.0.0.5:7077",
    "spark://localhost.example:1",
    "yarn",
    "spark://127.0.0.1:7077,10.0.0.5:7077",
    "k8s://https://x",
  ];
  assertEquals(here.filter((master) => !isLoopback(master)), []);
  assertEquals(elsewhere.filter(isLoopback), []);
});

Deno.test("requireMaster refuses what cannot be one", () => {
  for (const master of ["", "everywhere", "local[", "local[x]", "http://127.0.0.1"]) {
    assertThrows(() => requireMaster(master), UsageError, `--master ${master}`);
  }
  for (
    const master of [
      "local[*]",
      "local[2,3]",
      "yarn",
      "spark://127.0.0.1:7077,10.0.0.5:7077",
      "spark://a:1,b:1",
      "k8s://https://a:6443",
    ]
  ) {
    requireMaster(master);
  }
});

Deno.test("requireAnswer asks a standalone master, of which one of several is enough", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  await requireAnswer(`spark://127.0.0.1:1,127.0.0.1:${port}`);
  await requireAnswer("yarn");
  for (const nobody of ["spark://127.0.0.1:1", "spark://no such host", "spark://127.0.0.1:99999"]) {
    await assertRejects(() => requireAnswer(nobody), DzError, nobody);
  }
});
