/** The face of a graph in a store: one for all engines. */
import type { StartProgress } from "../base/notice.ts";
import type { GraphParameters, GraphRow } from "./values.ts";

/** What a graph keeps: made before anything is loaded, so that loading finds nodes by their keys. */
export interface GraphSchema {
  /** Properties of which a value names one node: `{ label: "Customer", property: "customer_unique_id" }`. */
  readonly keys: readonly { readonly label: string; readonly property: string }[];
  /** Properties by which nodes are looked up. */
  readonly indexes?: readonly { readonly label: string; readonly property: string }[];
}

/** Rows that one query loads, as its parameter `$rows`: `UNWIND $rows AS row CREATE (…)`. */
export interface GraphLoad {
  /** For who waits: `customers`. */
  readonly unit: string;
  readonly cypher: string;
  readonly rows: Iterable<GraphParameters> | AsyncIterable<GraphParameters>;
  /** How many they are, for the progress. */
  readonly total: number;
}

/** A graph that can be read. */
export interface GraphReader {
  /** What serves it: `FalkorDB 4.16.3`. */
  readonly engine: string;
  /**
   * The rows of a query that only reads.
   *
   * @throws {GraphError} in one line, with the place of a mistake in the query
   */
  query(cypher: string, parameters?: GraphParameters): Promise<GraphRow[]>;
}

/** A graph that can be read and replaced. */
export interface Graph extends GraphReader {
  /** The rows of a query that may write. */
  write(cypher: string, parameters?: GraphParameters): Promise<GraphRow[]>;
  /**
   * Puts another graph in place of this one: constraints and indexes first, then the loads in their order. Who
   * reads sees the old one or the new one, whole.
   *
   * @param check is given the new graph before it takes the place; what it throws leaves the old one
   */
  replace(
    schema: GraphSchema,
    loads: readonly GraphLoad[],
    options?: {
      readonly onProgress?: StartProgress;
      readonly check?: (made: GraphReader) => Promise<void>;
    },
  ): Promise<void>;
}

/** How a store of graphs is reached. */
export interface GraphStore extends AsyncDisposable {
  /** The graph of that name, such as `ecommerce`; one that was never made is empty. */
  graph(name: string): Graph;
}

/** So many rows go to the server at a time. */
export const batchRows = 5000;

/** The rows in batches. */
export async function* batchesOf<T>(
  rows: Iterable<T> | AsyncIterable<T>,
  size = batchRows,
): AsyncGenerator<T[]> {
  let batch: T[] = [];
  for await (const row of rows) {
    if (batch.push(row) < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
