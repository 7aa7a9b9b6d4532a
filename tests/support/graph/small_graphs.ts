/** Two small graphs of chance for proofs: one of properties of every kind, one of purchases. */
import { random } from "../../../lib/base/random.ts";
import type { Graph, GraphLoad, GraphSchema } from "../../../lib/graph/graph.ts";
import type { GraphParameters } from "../../../lib/graph/values.ts";
import { loadGraph } from "../../../lib/warehouse/load/purchases.ts";
import type { Sql } from "../../../lib/warehouse/sql.ts";

/** What the graph of properties keeps. */
export const propertySchema: GraphSchema = {
  keys: [{ label: "Thing", property: "id" }],
  indexes: [{ label: "Place", property: "name" }],
};

const words = ["ação", "São Paulo", "it's", 'a "b" \\ c', "", "Ünïcödé 😀", "line\nbreak", "zebra"];

/** Things at places that know each other, with nulls, floats, integers of 64 bits, lists and dates. */
export function propertyLoads(seed: number, count = 200): GraphLoad[] {
  const chance = random(seed, "graph");
  const word = () => words[chance.int(words.length)] ?? "";
  const things = Array.from({ length: count }, (_, id): GraphParameters => ({
    id,
    word: word(),
    float: (chance.int(2_000_001) - 1_000_000) / 997,
    big: 2n ** 53n + BigInt(chance.int(1000)) * 1_000_003n,
    maybe: chance.int(3) === 0 ? null : chance.int(5),
    flag: chance.int(2) === 0,
    list: Array.from({ length: chance.int(4) }, () => chance.int(10)),
    words: Array.from({ length: chance.int(3) }, word),
    day: `2018-0${1 + chance.int(9)}-1${chance.int(10)}`,
    at: `2017-1${chance.int(3)}-0${1 + chance.int(9)}T0${chance.int(10)}:30:1${chance.int(10)}`,
  }));
  const places = words.map((name, id): GraphParameters => ({ id, name, x: id / 8 }));
  const pairs = (some: number, among: number) =>
    Array.from({ length: some }, (): GraphParameters => ({
      from: chance.int(count),
      to: chance.int(among),
      weight: chance.int(100) / 8,
      since: chance.int(2) === 0 ? null : 2000 + chance.int(20),
    }));
  const load = (unit: string, cypher: string, rows: GraphParameters[]): GraphLoad => ({
    ...{ unit, rows, total: rows.length },
    cypher: `UNWIND $rows AS r ${cypher}`,
  });
  return [
    load(
      "things",
      "CREATE (:Thing {id: r.id, word: r.word, float: r.float, big: r.big, maybe: r.maybe, " +
        "flag: r.flag, list: r.list, words: r.words, day: date(r.day), at: localdatetime(r.at)})",
      things,
    ),
    load("places", "CREATE (:Place {id: r.id, name: r.name, x: r.x})", places),
    load(
      "ways",
      "MATCH (a:Thing {id: r.from}) MATCH (b:Thing {id: r.to}) " +
        "CREATE (a)-[:KNOWS {weight: r.weight, since: r.since}]->(b)",
      pairs(2 * count, count),
    ),
    load(
      "stays",
      "MATCH (a:Thing {id: r.from}) MATCH (b:Place {id: r.to}) " +
        "CREATE (a)-[:AT {weight: r.weight}]->(b)",
      pairs(count, words.length),
    ),
  ];
}

/** Puts a graph of purchases there, by the warehouse's own load. */
export async function loadPurchases(graph: Graph, seed: number, count = 300): Promise<void> {
  const chance = random(seed, "purchases");
  const id = (kind: string, at: number) => `${kind}${at.toString(16)}`.padStart(32, "0");
  const customers = Array.from({ length: count }, (_, at) => ({
    customer_unique_id: id("c", at),
    state: ["SP", "RJ", "MG"][chance.int(3)] ?? "",
    city: ["sao paulo", "rio de janeiro", "são luís"][chance.int(3)] ?? "",
  }));
  const products = Array.from({ length: count / 3 }, (_, at) => ({
    product_id: id("b", at),
    category: `category_${chance.int(9)}`,
  }));
  const keys = new Set(
    Array.from({ length: 2 * count }, () => {
      const least = Math.min(chance.int(products.length), chance.int(products.length));
      return `${chance.int(count)} ${least}`;
    }),
  );
  const purchases = [...keys].map((key) => {
    const [customer = 0, product = 0] = key.split(" ").map(Number);
    const first = `2018-0${1 + chance.int(4)}-11T03:04:05`;
    return {
      customer_unique_id: id("c", customer),
      product_id: id("b", product),
      orders: 1 + chance.int(3),
      quantity: 1 + chance.int(5),
      revenue: chance.int(100_000) / 100,
      ...{ first, last: `2018-0${5 + chance.int(4)}-12T13:14:15` },
    };
  });
  const rowsOf = (query: string) =>
    query.includes("sales_fact") ? purchases : query.includes("AS state") ? customers : products;
  const sql = {
    rows: (query: string) => Promise.resolve([{ n: String(rowsOf(query).length) }]),
    stream: rowsOf,
  };
  await loadGraph(sql as unknown as Sql, graph);
}
