/** What FalkorDB is sent, and how its replies are read. */
import { assertEquals, assertThrows } from "@std/assert";
import { falkorReason } from "../../lib/graph/errors.ts";
import { withParameters } from "../../lib/graph/falkordb/literal.ts";
import { needsNames, type Reply, rowsOf } from "../../lib/graph/falkordb/reply.ts";
import { batchesOf } from "../../lib/graph/graph.ts";

const replyOf = (...cells: Reply[]): Reply => [
  cells.map((_, at) => ["1", `c${at}`]),
  [cells],
  ["Cached execution: 0"],
];

Deno.test("parameters become literals, whatever they hold", () => {
  const parameters = { a: [null, true, 1.5, 1e21, 2n ** 62n, "\\'"], m: { "x y": "é", z: -3 } };
  assertEquals(
    withParameters("RETURN 1", parameters),
    "CYPHER a=[null,true,1.5,1e+21,4611686018427387904,'\\\\\\''] m={`x y`:'é',z:-3} RETURN 1",
  );
  assertEquals(withParameters("RETURN 1", {}), "RETURN 1");
  assertThrows(() => withParameters("RETURN 1", { "a=1 b": 2 }), TypeError);
  assertThrows(() => withParameters("RETURN 1", { a: { "`": 2 } }), TypeError);
  assertThrows(() => withParameters("RETURN 1", { a: NaN }), TypeError);
});

Deno.test("a reply is read with exact integers, ISO dates and nodes as their properties", () => {
  const node: Reply = ["8", ["0", ["0"], [["1", "2", "Amina"], ["0", "3", "7"]]]];
  const reply = replyOf(
    ["3", "9007199254740993"],
    ["5", "-inf"],
    ["14", "1577923200"],
    ["13", "1577934245"],
    ["6", [["4", "true"], ["1", null]]],
    ["10", ["who", node]],
  );
  assertEquals(needsNames(reply), true);
  assertEquals(rowsOf(reply, ["age", "name"]), [{
    c0: 9007199254740993n,
    c1: -Infinity,
    c2: "2020-01-02",
    c3: "2020-01-02T03:04:05",
    c4: [true, null],
    c5: { who: { name: "Amina", age: 7 } },
  }]);
  assertEquals(needsNames(replyOf(["3", "8"], ["2", "8"])), false);
  assertEquals(rowsOf([["Nodes created: 2"]]), []);
});

Deno.test("a refused query is told with its place", () => {
  const said = "errMsg: Invalid input 'R': expected ')' line: 1, column: 10, offset: 9 " +
    "errCtx: MATCH (a RETURN a errCtxOffset: 9";
  assertEquals(falkorReason(said), "Invalid input 'R': expected ')', in line 1, column 10");
  assertEquals(falkorReason("'x' not defined"), "'x' not defined");
});

Deno.test("rows go in batches, none of them empty", async () => {
  assertEquals(await Array.fromAsync(batchesOf([1, 2, 3, 4], 2)), [[1, 2], [3, 4]]);
  assertEquals(await Array.fromAsync(batchesOf([1, 2, 3], 2)), [[1, 2], [3]]);
  assertEquals(await Array.fromAsync(batchesOf([])), []);
});
