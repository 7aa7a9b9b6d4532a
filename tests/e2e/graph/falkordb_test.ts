/** Our FalkorDB: started by two at once, replaced whole, found again, killed, stopped. */
import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { DzError } from "../../../lib/base/errors.ts";
import {
  falkordbStatus,
  resetFalkorDB,
  startFalkorDB,
  stopFalkorDB,
} from "../../../lib/graph/falkordb/falkordb_server.ts";
import { GraphQueryError } from "../../../lib/graph/errors.ts";
import { falkordbDir, withGraph } from "../../../lib/graph/with_graph.ts";
import { killProcess, waitForExit } from "../../../lib/servers/stop_process.ts";

const quietly = () => {};

Deno.test("FalkorDB serves graphs that are replaced whole, and outlives its starters and SIGKILL", async () => {
  const dataDir = await Deno.makeTempDir();
  const dir = falkordbDir({ dataDir });
  const customers = [{ id: "a", name: 'O\'Neill \\ "é"\n😀' }, { id: "b", name: "Böll" }];
  const load = (rows: typeof customers) => ({
    unit: "customers",
    cypher: "UNWIND $rows AS row CREATE (:Customer {id: row.id, name: row.name})",
    rows,
    total: rows.length,
  });
  const schema = { keys: [{ label: "Customer", property: "id" }] };
  const names = "MATCH (c:Customer) RETURN c, c.name AS name ORDER BY c.id";
  const expected = customers.map((one) => ({ c: one, name: one.name }));
  const using = <T>(action: Parameters<typeof withGraph<T>>[3]) =>
    withGraph({ dataDir }, "falkordb", quietly, action);
  try {
    const [one, two] = await Promise.all([
      startFalkorDB(dir, quietly),
      startFalkorDB(dir, quietly),
    ]);
    assertEquals(one, two);
    const { pid } = await falkordbStatus(dir);
    await using(async (store) => {
      const graph = store.graph("shop");
      const missing = await assertRejects(() => graph.query("RETURN 1"), GraphQueryError);
      assertStringIncludes(missing.message, "never loaded");
      await graph.replace(schema, [load(customers)]);
      assertEquals(await graph.query(names), expected);
      assertEquals(await graph.query("RETURN $x AS x", { x: 2n ** 60n }), [{ x: 2n ** 60n }]);

      const writes = await assertRejects(() => graph.query("CREATE (:Customer)"), GraphQueryError);
      assertStringIncludes(writes.message, "it writes");
      const wrong = await assertRejects(() => graph.query("MATCH (c RETURN c"), GraphQueryError);
      assertStringIncludes(wrong.message, "in line 1, column 10");

      // What does not come to its end leaves the old graph: a key that is there twice, a check that fails.
      const twice = [load([...customers, ...customers])];
      await assertRejects(() => graph.replace(schema, twice), GraphQueryError, "unique");
      const check = () => Promise.reject(new DzError("not what was counted"));
      await assertRejects(() => graph.replace(schema, [load([])], { check }), DzError, "counted");
      assertEquals(await graph.query(names), expected);
    });
    const command = await Deno.readTextFile(`/proc/${pid}/cmdline`).catch(() => "");
    assertEquals(command.includes(one.password), false);
    killProcess(pid ?? 0);
    await waitForExit(pid ?? 0, 20_000);
    await using(async (store) => {
      assertEquals(await store.graph("shop").query(names), expected);
      await store.graph("shop").replace(schema, [load(customers.slice(1))]);
      assertEquals(await store.graph("shop").query(names), expected.slice(1));
    });
    await assertRejects(() => resetFalkorDB(dir), DzError, "servers stop graph");
    assertEquals(await stopFalkorDB(dir), true);
    assertEquals((await falkordbStatus(dir)).running, false);
    await using(async (store) => {
      assertEquals(await store.graph("shop").query(names), expected.slice(1));
    });
    assertEquals((await startFalkorDB(dir, quietly)).password, one.password);
  } finally {
    await stopFalkorDB(dir);
    assertEquals(await resetFalkorDB(dir), true);
    await Deno.remove(dataDir, { recursive: true });
  }
});
