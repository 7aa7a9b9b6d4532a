/** The same Cypher on both engines: over graphs of chance no row differs. */
import { assert, assertEquals } from "@std/assert";
import { readSettings } from "../../../lib/base/settings.ts";
import type { Graph } from "../../../lib/graph/graph.ts";
import type { GraphParameters } from "../../../lib/graph/values.ts";
import { ownGraphServer, withGraph } from "../../../lib/graph/with_graph.ts";
import { loadPurchases, propertyLoads, propertySchema } from "../../support/graph/small_graphs.ts";
import { isSlow } from "../../support/slow.ts";

type Query = string | readonly [cypher: string, parameters: GraphParameters];

const big = 2n ** 53n + 1n;

/** Over the graph of properties. */
const properties: readonly Query[] = [
  "MATCH (t:Thing) RETURN t ORDER BY t.id",
  "MATCH (t:Thing) RETURN t.id AS id, t.float AS float, t.big AS big, t.maybe AS maybe ORDER BY id",
  "MATCH (t:Thing) RETURN t.maybe AS maybe, count(*) AS n ORDER BY maybe, n",
  "MATCH (t:Thing) RETURN t.maybe AS maybe, t.id AS id ORDER BY maybe DESC, id DESC LIMIT 90",
  "MATCH (t:Thing) RETURN t.word AS word, count(t.maybe) AS n, sum(t.id) AS sum, max(t.big) AS big ORDER BY word",
  "MATCH (t:Thing) RETURN t.word AS w, round(avg(t.float) * 1000000) / 1000000 AS mean, min(t.float) AS a, max(t.float) AS b ORDER BY w",
  "MATCH (t:Thing) WHERE t.day >= date('2018-05-01') RETURN t.id AS id, t.day AS day, t.at AS at ORDER BY day, at, id",
  "MATCH (t:Thing) RETURN t.day.month AS month, count(*) AS n ORDER BY month",
  "MATCH (t:Thing) RETURN t.id AS id, t.list AS list, size(t.list) AS n, t.words AS words ORDER BY id",
  "MATCH (t:Thing) UNWIND t.list AS one RETURN one, count(*) AS n, collect(DISTINCT t.flag) = [] AS none ORDER BY one",
  "MATCH (t:Thing) WHERE 3 IN t.list RETURN t.id AS id, [x IN t.list WHERE x > 2 | x * 2] AS twice ORDER BY id",
  "MATCH (t:Thing) WITH t ORDER BY t.id RETURN t.flag AS flag, collect(t.id) AS ids ORDER BY flag",
  "MATCH (t:Thing) RETURN {id: t.id, more: {list: t.list, at: t.at, none: null}} AS map ORDER BY t.id",
  "MATCH (a:Thing)-[k:KNOWS]->(b:Thing) RETURN a.id AS a, k.weight AS w, k.since AS since, b.id AS b ORDER BY a, b, w, since",
  "MATCH (a:Thing)-[k:KNOWS]->(b:Thing) WHERE a.id < 20 RETURN k, b ORDER BY a.id, b.id, k.weight, k.since",
  "MATCH p = (a:Thing)-[:KNOWS]->(:Thing)-[:AT]->(l:Place) WHERE a.id < 9 WITH p, [n IN nodes(p) | n.id] AS ids, [r IN relationships(p) | r.weight] AS ws RETURN p, length(p) AS n ORDER BY ids[0], ids[1], ids[2], ws[0], ws[1]",
  "MATCH p = (a:Thing)-[:KNOWS*1..3]->(b:Thing) WHERE a.id < 4 RETURN b.id AS id, count(p) AS n ORDER BY id",
  "MATCH (t:Thing) OPTIONAL MATCH (t)-[k:KNOWS]->(o:Thing) WHERE o.flag RETURN t.id AS id, count(o) AS n, sum(k.weight) AS w ORDER BY n DESC, id",
  "MATCH (l:Place)<-[at:AT]-(t:Thing) WITH l, count(t) AS n, sum(at.weight) AS w WHERE n > 3 RETURN l.name AS name, n, w, w / n AS mean ORDER BY name",
  "MATCH (t:Thing) WHERE t.maybe IS NULL AND NOT t.flag RETURN count(*) AS n, count(DISTINCT t.word) AS words",
  "MATCH (t:Thing) RETURN CASE WHEN t.float < 0 THEN 'minus' WHEN t.float = 0 THEN 'none' ELSE 'plus' END AS sign, count(*) AS n ORDER BY sign",
  "MATCH (t:Thing) WHERE t.word STARTS WITH 'S' OR t.word CONTAINS 'b' OR t.word ENDS WITH '😀' RETURN DISTINCT t.word AS word, toUpper(t.word) AS upper ORDER BY word",
  "MATCH (t:Thing) WHERE NOT (t)-[:AT]->(:Place) RETURN t.id AS id ORDER BY id SKIP 5 LIMIT 20",
  "MATCH (t:Thing) WHERE (t)-[:KNOWS]->(:Thing {flag: true}) RETURN count(t) AS n",
  "MATCH (t:Thing) RETURN labels(t) AS labels, keys(t) = [] AS none, t.nothing AS nothing ORDER BY t.id LIMIT 3",
  "MATCH (t:Thing) WHERE t.id < 3 RETURN t.word AS a UNION MATCH (l:Place) WHERE l.id > 6 RETURN l.name AS a",
  "RETURN 7 / 2 AS a, -7 / 2 AS b, 7 % 3 AS c, -7 % 3 AS d, 7 / 2.0 AS e, 0.1 + 0.2 AS f, 1e300 * 10 AS g, round(2.5) AS h, abs(-3) AS i, sqrt(2) AS j",
  "RETURN null = null AS a, null <> 1 AS b, null IS NULL AS c, coalesce(null, 2) AS d, [1, null, 2] AS e, 1 IN [null, 2] AS f, null AND false AS g, null OR true AS h",
  "RETURN 9223372036854775807 AS most, -9223372036854775808 AS least, 9007199254740993 AS odd, toInteger('42') AS n, toFloat('1.25') AS f, toString(12) AS s",
  "RETURN split('a,b,,c', ',') AS parts, substring('São Paulo', 2, 4) AS sub, replace('aXbX', 'X', '-') AS r, trim('  x ') AS t, left('abc', 2) AS l, reverse('abc') AS v, size('ação') AS n",
  "RETURN date('2018-02-28') AS day, localdatetime('2018-02-28T23:59:59') AS at, localtime('12:31:14') AS time, date({year: 2020, month: 2, day: 29}) AS leap, date('2018-01-01') < date('2018-02-01') AS less",
  "UNWIND [3, 1, null, 2] AS x RETURN x ORDER BY x",
  "UNWIND range(0, 10, 2) AS x WITH collect(x) AS xs RETURN xs, xs[0] AS first, xs[-1] AS last, xs[1..3] AS some, head(xs) AS head, tail(xs) AS tail, reduce(s = 0, x IN xs | s + x) AS sum",
  "UNWIND [{k: 'a', v: 1}, {k: 'b', v: 2.5}, {k: 'a', v: null}] AS m RETURN m.k AS k, sum(m.v) AS sum, count(m.v) AS n, collect(m.v) AS vs ORDER BY k",
  ["RETURN $a AS a, $a.list[1] AS b, $s AS s", {
    a: { list: [1, big, 1.5, null, true, "x"], "k y": "v" },
    s: 'it\'s \\ "é"\n😀',
  }],
  ["UNWIND $xs AS x RETURN x, x + 1 AS more ORDER BY x", { xs: [big, -big, 0, 5] }],
  ["MATCH (t:Thing) WHERE t.id IN $ids RETURN t.id AS id, t.big + $more AS big ORDER BY id", {
    ids: [1, 5, 9],
    more: 1n,
  }],
];

/** Over the graph of purchases. */
const purchases: readonly Query[] = [
  "MATCH (c:Customer) RETURN c.state AS state, c.city AS city, count(*) AS n ORDER BY state, city",
  "MATCH (c:Customer)-[b:PURCHASED]->(:Product) RETURN c.customer_unique_id AS customer, sum(b.orders) AS orders, round(sum(b.revenue) * 100) / 100 AS revenue ORDER BY orders DESC, revenue DESC, customer LIMIT 20",
  "MATCH (a:Product)<-[:PURCHASED]-(c:Customer)-[:PURCHASED]->(b:Product) WHERE a.product_id < b.product_id RETURN a.product_id AS a, b.product_id AS b, count(DISTINCT c) AS n ORDER BY n DESC, a, b LIMIT 50",
  "MATCH (c:Customer)-[b:PURCHASED]->(p:Product) RETURN p.category AS category, count(DISTINCT c) AS customers, sum(b.quantity) AS items, min(b.first) AS first, max(b.last) AS last ORDER BY customers DESC, category",
  "MATCH (c:Customer)-[b:PURCHASED]->(p:Product) RETURN c.state AS state, p.category AS category, sum(b.quantity) AS items ORDER BY items DESC, state, category LIMIT 10",
  "MATCH (p:Product) WHERE NOT (p)<-[:PURCHASED]-(:Customer) RETURN p.product_id AS product, p.category AS category ORDER BY product",
  "MATCH (c:Customer) OPTIONAL MATCH (c)-[b:PURCHASED]->(:Product) WITH c, count(b) AS n RETURN n, count(c) AS customers ORDER BY n",
  [
    "MATCH (p:Product {product_id: $p})<-[:PURCHASED]-(c:Customer)-[:PURCHASED]->(o:Product) WHERE o <> p RETURN o.product_id AS product, count(DISTINCT c) AS n ORDER BY n DESC, product LIMIT 10",
    {
      p: "b3".padStart(32, "0"),
    },
  ],
  [
    "MATCH (c:Customer {customer_unique_id: $c})-[:PURCHASED]->(:Product)<-[:PURCHASED]-(o:Customer)-[:PURCHASED]->(p:Product) WHERE NOT (c)-[:PURCHASED]->(p) RETURN p.product_id AS product, count(DISTINCT o) AS n ORDER BY n DESC, product LIMIT 5",
    {
      c: "c7".padStart(32, "0"),
    },
  ],
  "MATCH (a:Customer)-[:PURCHASED]->(p:Product)<-[:PURCHASED]-(b:Customer) WHERE a.customer_unique_id < b.customer_unique_id WITH a, b, count(p) AS shared WHERE shared > 1 RETURN a.customer_unique_id AS a, b.customer_unique_id AS b, shared ORDER BY shared DESC, a, b LIMIT 40",
  "MATCH (c:Customer)-[b:PURCHASED]->(p:Product) WHERE b.orders > 2 RETURN c, b, p ORDER BY c.customer_unique_id, p.product_id LIMIT 30",
];

async function compare(graphs: readonly [Graph, Graph], queries: readonly Query[]) {
  const differing: unknown[] = [];
  for (const query of queries) {
    const [cypher, parameters] = typeof query === "string" ? [query] : query;
    const [one, other] = await Promise.all(
      graphs.map((graph) =>
        graph.query(cypher, parameters).catch((error: Error) => [{ error: error.message }])
      ),
    );
    const failed = [one, other].some((rows) => rows?.[0] && "error" in rows[0]);
    const at = (one ?? []).findIndex((row, at) =>
      Deno.inspect(row, deep) !== Deno.inspect(other?.[at], deep)
    );
    if (failed || at >= 0 || one?.length !== other?.length) {
      differing.push({
        cypher,
        rows: [one?.length, other?.length],
        one: one?.[at],
        other: other?.[at],
      });
    }
    assert(one && (one.length > 0), `no row by ${cypher}`);
  }
  assertEquals(differing, []);
}

/** Keys of an object have no order in a graph. */
const deep = { depth: 20, iterableLimit: 1e6, strAbbreviateSize: 1e6, sorted: true };

Deno.test({
  name: "both engines answer every query with the same rows",
  ignore: !isSlow(),
  fn: async () => {
    const dataDir = Deno.env.get("DZ_KEEP_GRAPHS") ?? await Deno.makeTempDir();
    const settings = { ...readSettings({ ...Deno.env.toObject(), NEO4J_URI: "" }), dataDir };
    const quietly = () => {};
    try {
      await withGraph(
        settings,
        "falkordb",
        quietly,
        (falkordb) =>
          withGraph(settings, "neo4j", quietly, async (neo4j) => {
            const graphs = (name: string) => [falkordb.graph(name), neo4j.graph(name)] as const;
            for (const seed of [1, 2]) {
              for (const graph of graphs("properties")) {
                await graph.replace(propertySchema, propertyLoads(seed));
              }
              await compare(graphs("properties"), properties);
            }
            for (const graph of graphs("ecommerce")) await loadPurchases(graph, 3);
            await compare(graphs("ecommerce"), purchases);
          }),
      );
    } finally {
      for (const choice of ["falkordb", "neo4j"] as const) {
        await (await ownGraphServer(settings, choice)).stop();
      }
      await Deno.remove(dataDir, { recursive: true });
    }
  },
});
