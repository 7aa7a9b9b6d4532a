/** Our servers of graphs: started by two at once, replaced whole, found again, killed, stopped. */
import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { DzError } from "../../../lib/base/errors.ts";
import { readSettings } from "../../../lib/base/settings.ts";
import { GraphError, GraphQueryError, GraphServerError } from "../../../lib/graph/errors.ts";
import { openFalkorDB } from "../../../lib/graph/falkordb/falkordb_store.ts";
import type { GraphStore } from "../../../lib/graph/graph.ts";
import { openNeo4j } from "../../../lib/graph/neo4j/neo4j_store.ts";
import { type GraphChoice, ownGraphServer, withGraph } from "../../../lib/graph/with_graph.ts";
import { killProcess, waitForExit } from "../../../lib/servers/stop_process.ts";
import { isSlow } from "../../support/slow.ts";

const quietly = () => {};
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

async function prove(
  choice: GraphChoice,
  open: (port: number, password: string) => Promise<GraphStore>,
  more: (store: GraphStore, uri: string) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const dataDir = await Deno.makeTempDir();
  const settings = { ...readSettings({ ...Deno.env.toObject(), NEO4J_URI: "" }), dataDir };
  const server = await ownGraphServer(settings, choice);
  const using = <T>(action: Parameters<typeof withGraph<T>>[3]) =>
    withGraph(settings, choice, quietly, action);
  try {
    const [one, two] = await Promise.all([server.start(quietly), server.start(quietly)]);
    assertEquals(one, two);
    const { pid } = await server.status();
    await using(async (store) => {
      const graph = store.graph("shop");
      await graph.replace(schema, [load(customers)]);
      assertEquals(await graph.query(names), expected);
      assertEquals(await graph.query("RETURN $x AS x", { x: 2n ** 60n }), [{ x: 2n ** 60n }]);

      const writes = await assertRejects(() => graph.query("CREATE (:Customer)"), GraphQueryError);
      assertStringIncludes(writes.message, "it writes");
      const wrong = await assertRejects(() => graph.query("MATCH (c RETURN c"), GraphQueryError);
      assertStringIncludes(wrong.message, "in line 1, column 10");

      // What does not come to its end leaves the old graph: a key that is there twice, a check that fails.
      const twice = [load([...customers, ...customers])];
      const taken = await assertRejects(() => graph.replace(schema, twice), GraphQueryError);
      assert(/unique|already exists/.test(taken.message), taken.message);
      const check = () => Promise.reject(new DzError("not what was counted"));
      await assertRejects(() => graph.replace(schema, [load([])], { check }), DzError, "counted");
      assertEquals(await graph.query(names), expected);
      await more(store, `127.0.0.1:${one.port}`);
      assertEquals(await graph.query(names), expected);
    });
    const guessed = await assertRejects(() => open(one.port, "guessed"), GraphServerError);
    assertStringIncludes(guessed.message, "it refuses the");
    assertEquals(guessed.message.includes("guessed"), false);
    const command = await Deno.readTextFile(`/proc/${pid}/cmdline`).catch(() => "");
    assertEquals(command.includes(one.password), false);
    killProcess(pid ?? 0);
    await waitForExit(pid ?? 0, 20_000);
    await using(async (store) => {
      assertEquals(await store.graph("shop").query(names), expected);
      await store.graph("shop").replace(schema, [load(customers.slice(1))]);
      assertEquals(await store.graph("shop").query(names), expected.slice(1));
    });
    await assertRejects(() => server.reset(), DzError, "servers stop graph");
    assertEquals(await server.stop(), true);
    assertEquals((await server.status()).running, false);
    await using(async (store) => {
      assertEquals(await store.graph("shop").query(names), expected.slice(1));
    });
    assertEquals((await server.start(quietly)).password, one.password);
  } finally {
    await server.stop();
    assertEquals(await server.reset(), true);
    await Deno.remove(dataDir, { recursive: true });
  }
}

Deno.test("FalkorDB serves graphs that are replaced whole, and outlives its starters and SIGKILL", async () => {
  await prove("falkordb", (port, password) => openFalkorDB({ port, password }), async (store) => {
    const never = () => store.graph("never").query("RETURN 1");
    await assertRejects(never, GraphQueryError, "never loaded");
  });
});

Deno.test({
  name: "Neo4j does, too, and leaves alone what others have in the database",
  ignore: !isSlow(),
  fn: () =>
    prove("neo4j", (port, password) => {
      const login = { user: "neo4j", password };
      return openNeo4j({ uri: `neo4j://127.0.0.1:${port}`, login }, "Look at NEO4J_URI");
    }, async (store) => {
      const graph = store.graph("shop");
      await graph.write("CREATE (:Movie {title: 'M'})<-[:SAW]-(:Person)");
      const movies = { keys: [{ label: "Movie", property: "title" }] };
      await assertRejects(
        () => graph.replace(movies, []),
        GraphError,
        "nodes labelled Movie that this kit has not loaded",
      );
      await assertRejects(
        () => store.graph("other").replace(schema, []),
        GraphError,
        "keeps Customer for another one",
      );
      const unnamed = { ...load([]), cypher: "UNWIND $rows AS row CREATE (:Nobody)" };
      await assertRejects(
        () => graph.replace(schema, [{ ...unnamed, rows: customers }]),
        GraphError,
        "Give each label one",
      );

      // Who reads meanwhile sees the old graph or the new one, whole.
      const many = Array.from({ length: 3000 }, (_, at) => ({ id: `n${at}`, name: "new" }));
      let isDone = false;
      const replaced = graph.replace(schema, [load(many)]).finally(() => isDone = true);
      const seen = new Set<unknown>();
      while (!isDone) {
        const [counted] = await graph.query("MATCH (c:Customer) RETURN count(c) AS n");
        seen.add(counted?.n);
      }
      await replaced;
      assertEquals([...seen].filter((count) => count !== 2 && count !== 3000), []);

      // Another schema takes the place of the old one, unless the old graph breaks it.
      const other = {
        keys: [{ label: "Customer", property: "name" }],
        indexes: [{ label: "Customer", property: "id" }],
      };
      await assertRejects(
        () => graph.replace(other, [load(customers)]),
        GraphQueryError,
        "have the label `Customer` and property `name` = 'new'",
      );
      await graph.replace(schema, [load(customers)]);
      await graph.replace(other, [load(customers)]);
      const [movie] = await graph.query("MATCH (m:Movie)<-[:SAW]-() RETURN m.title AS title");
      assertEquals(movie, { title: "M" });
      await graph.replace(schema, [load(customers)]);
    }),
});
