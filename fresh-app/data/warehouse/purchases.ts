/** The graph as the warehouse's pages ask it: it comes and goes. */
import { GraphError, GraphServerError } from "../../../lib/graph/errors.ts";
import { openFalkorDB } from "../../../lib/graph/falkordb/falkordb_store.ts";
import type { GraphStore } from "../../../lib/graph/graph.ts";
import { openNeo4j } from "../../../lib/graph/neo4j/neo4j_store.ts";
import { warehouseDatabase } from "../../../lib/warehouse/book.ts";
import type { GraphAddress } from "./addresses.ts";
import type { Problem } from "./answer.ts";
import { within } from "./within.ts";

export class Purchases {
  readonly #address: GraphAddress;
  #open: Promise<GraphStore> | undefined;

  constructor(address: GraphAddress) {
    this.#address = address;
  }

  /** The rows of a query: what {@link graphProblem} knows is thrown. */
  async rows<Row>(cypher: string, parameters: Readonly<Record<string, string>>): Promise<Row[]> {
    const isFresh = this.#open === undefined;
    this.#open ??= open(this.#address);
    const store = this.#open;
    try {
      return await within(async () => {
        const rows = await (await store).graph(warehouseDatabase).query(cypher, parameters);
        return rows as unknown[] as Row[]; // the query says what its rows are
      });
    } catch (error) {
      if (error instanceof GraphError && !(error instanceof GraphServerError)) throw error;
      if (this.#open === store) {
        this.#open = undefined;
        void store.then((one) => one[Symbol.asyncDispose](), () => {});
      }
      // A server that was started anew has closed the connection.
      if (!isFresh && error instanceof GraphServerError) return this.rows(cypher, parameters);
      throw error;
    }
  }

  /** What tells the graph of this run from that of another: how much there is of everything. */
  async version(): Promise<string> {
    const rows = await Promise.all(
      counts.map((cypher) => this.rows<{ count: number }>(cypher, {})),
    );
    return rows.map(([row]) => row?.count).join();
  }
}

const open = ({ engine, server }: GraphAddress): Promise<GraphStore> =>
  engine === "falkordb"
    ? openFalkorDB(server)
    : openNeo4j(server, "`deno task servers start neo4j` starts ours");

/** Counts that every engine keeps at hand. */
const counts = [
  "MATCH (c:Customer) RETURN count(c) AS count",
  "MATCH (p:Product) RETURN count(p) AS count",
  "MATCH ()-[bought:PURCHASED]->() RETURN count(bought) AS count",
];

/** What is wrong with the graph; `undefined`: something else is. */
export function graphProblem(error: unknown): Problem | undefined {
  const store = "graph";
  if (error instanceof GraphServerError) return { store, kind: "down" };
  if (!(error instanceof GraphError)) return undefined;
  if (error.message.endsWith("was never loaded")) return { store, kind: "empty" };
  return { store, kind: "refused", reason: error.message };
}
