/** Where the warehouse's stores are, as the process that serves the dashboard is told. */
import type { Neo4jAddress } from "../../../lib/graph/neo4j/neo4j_address.ts";
import type { OwnAddress } from "../../../lib/graph/own_server.ts";
import type { Queries } from "../../../lib/warehouse/queries/query.ts";

/** Where a graph is: our FalkorDB, or a Neo4j, ours or the user's. */
export type GraphAddress =
  | { readonly engine: "falkordb"; readonly server: OwnAddress }
  | { readonly engine: "neo4j"; readonly server: Neo4jAddress };

export interface WarehouseAddresses {
  /** Of the column store, with a password; absent: none was ever made. */
  readonly columns?: string;
  /** Of the ClickHouse of the kit, which reads files of this machine. */
  readonly local?: string;
  /** Of the graph; absent: none was ever made. */
  readonly graph?: GraphAddress;
  /** The file in which the evaluation of the recommendations is. */
  readonly results: string;
  /** The Parquet of the recommendations, which {@link local} reads. */
  readonly recommendations: string;
  /** What the pages ask. */
  readonly queries: Queries;
}
