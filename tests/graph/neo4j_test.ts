/** What Neo4j is sent, how its values are read, and what its schema becomes. */
import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import neo4j from "neo4j-driver-lite";
import { UsageError } from "../../lib/base/errors.ts";
import { readSettings } from "../../lib/base/settings.ts";
import { GraphError, GraphServerError, neo4jReason } from "../../lib/graph/errors.ts";
import { neo4jAddress } from "../../lib/graph/neo4j/neo4j_address.ts";
import { schemaPlan } from "../../lib/graph/neo4j/neo4j_schema.ts";
import { firstUser } from "../../lib/graph/neo4j/neo4j_server.ts";
import { sentParameters, valueOf } from "../../lib/graph/neo4j/neo4j_values.ts";
import { requireVersion } from "../../lib/graph/require_version.ts";
import { graphChoice } from "../../lib/graph/with_graph.ts";

Deno.test("whole numbers are sent as integers, and none that would be cut", () => {
  assertEquals(sentParameters({ a: [1, 1.5, -0, 1e21, null], m: { b: 2n ** 62n } }), {
    a: [1n, 1.5, 0n, 1e21, null],
    m: { b: 2n ** 62n },
  });
  for (const a of [NaN, -Infinity, 2n ** 63n]) assertThrows(() => sentParameters({ a }), TypeError);
});

Deno.test("values of Neo4j are read as those of every engine", () => {
  const { Date, Duration, LocalDateTime, Node, Path, PathSegment, Point, Relationship } =
    neo4j.types;
  const [a, b] = [new Node(0n, ["A"], { x: 1n }), new Node(1n, ["B"], { y: 0.1 + 0.2 })];
  const relation = new Relationship(0n, 0n, 1n, "R", { z: null });
  assertEquals(
    [
      ...[2n ** 53n, 7n, 0.1 + 0.2, new Date(2018n, 8n, 29n)],
      new LocalDateTime(2018n, 8n, 29n, 15n, 0n, 37n, 5_000_000n),
      ...[new Duration(0n, 1n, 60n, 0n), new Point(7203n, 1, 2)],
      ...[new Path(a, b, [new PathSegment(a, relation, b)]), { list: [relation] }],
    ].map(valueOf),
    [
      ...[9007199254740992n, 7, 0.3, "2018-08-29", "2018-08-29T15:00:37", "PT86460S"],
      ...[{ x: 1, y: 2 }, [{ x: 1 }, { z: null }, { y: 0.3 }], { list: [{ z: null }] }],
    ],
  );
});

Deno.test("the address of a Neo4j has its login apart, and is refused without being shown", () => {
  const login = { user: "amina", password: "s3/c:ret" };
  assertEquals(neo4jAddress({}), undefined);
  assertEquals(neo4jAddress({ neo4jUri: "neo4j+s://amina:s3%2Fc:ret@db:7687/" }), {
    uri: "neo4j+s://db:7687",
    login,
  });
  const apart = { neo4jUri: "bolt://db", neo4jUser: "amina", neo4jPassword: "s3/c:ret" };
  assertEquals(neo4jAddress(apart), { uri: "bolt://db", login });
  assertEquals(neo4jAddress({ ...apart, neo4jUser: "" })?.login?.user, "neo4j");
  assertEquals(neo4jAddress({ neo4jUri: "bolt://db" }), { uri: "bolt://db" });
  for (const neo4jUri of ["bolt://", "bolt://a:b%zz@db", "bolt://amina@db", "bolt://db/x y"]) {
    const { message } = assertThrows(() => neo4jAddress({ neo4jUri }), UsageError);
    assertMatch(message, /not shown/);
  }
  const secret = "http://neo4j:s3cret@db";
  const { message } = assertThrows(() => readSettings({ NEO4J_URI: secret }), UsageError);
  assertEquals(message.includes("s3cret"), false);
  assertEquals([readSettings({ NEO4J_URI: "bolt://db" }), {}].map(graphChoice), [
    "neo4j",
    "falkordb",
  ]);
});

Deno.test("a schema comes from the one that is there, and leaves those of others", () => {
  const key = (name: string, label: string, property: string, isKey = true) => (
    { name, label, property, isKey }
  );
  const wanted = {
    keys: [{ label: "A", property: "id" }],
    indexes: [{ label: "A", property: "x`y" }],
  };
  const made = schemaPlan("g", wanted, [key("mine", "A", "z")]);
  assertEquals(made, {
    oldLabels: [],
    before: [
      "CREATE CONSTRAINT `dzstore:g:A:id` FOR (n:`A`) REQUIRE n.`id` IS UNIQUE",
      "CREATE INDEX `dzstore:g:A:x``y` FOR (n:`A`) ON (n.`x``y`)",
    ],
    after: [],
  });
  const had = [
    key("dzstore:g:A:id", "A", "id", false),
    key("dzstore:g:A:old", "A", "old"),
    key("dzstore:g:A:x`y", "A", "x`y", false),
    key("dzstore:g:B:id", "B", "id"),
  ];
  assertEquals(schemaPlan("g", wanted, had), {
    oldLabels: ["A", "B"],
    before: [
      "DROP INDEX `dzstore:g:A:id` IF EXISTS",
      "DROP CONSTRAINT `dzstore:g:A:old` IF EXISTS",
      "CREATE CONSTRAINT `dzstore:g:A:id` FOR (n:`A`) REQUIRE n.`id` IS UNIQUE",
    ],
    after: ["DROP CONSTRAINT `dzstore:g:B:id` IF EXISTS"],
  });
  assertThrows(() => schemaPlan("h", wanted, had), GraphError, "another one");
  assertThrows(() => schemaPlan("g", { keys: [] }, []), GraphError, "without a key");
});

Deno.test("a server that is too old is told in one line, one that does not say is taken", () => {
  const old = { name: "Neo4j", version: "4.4.30", oldest: "5.0" };
  assertThrows(
    () => requireVersion("db:7687", old),
    GraphServerError,
    "Cannot use the graph at db:7687: it is Neo4j 4.4.30. Needed is 5.0 or later",
  );
  for (const version of ["5.0.0", "5.26.18", "2025.06.0", ""]) {
    requireVersion("db", { ...old, version });
  }
  assertThrows(() => requireVersion("db", { ...old, oldest: "4.10", version: "4.9.9" }));
});

Deno.test("a refusal of Neo4j's is told with its place, or with its cause", () => {
  const said =
    "Invalid input 'R': expected ')' (line 1, column 10 (offset: 9))\n\"MATCH (c R\"\n  ^";
  assertEquals(
    neo4jReason(new Error(said)),
    "Invalid input 'R': expected ')', in line 1, column 10",
  );
  assertEquals(neo4jReason(new Error("Unable:\nBoth have it.\nBoth.")), "Unable: Both have it.");
});

Deno.test("the first user's password is hashed with its salt", () => {
  const salt = new Uint8Array(32);
  assertEquals(firstUser("a", salt), firstUser("a", salt));
  assertMatch(firstUser("s3cret"), /^neo4j:SHA-256,[0-9a-f]{64},[0-9a-f]{64},1024:\n$/);
});
