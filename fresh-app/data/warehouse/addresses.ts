/** Where the warehouse's stores are, as the process that serves the dashboard is told. */
import type { OwnAddress } from "../../../lib/graph/own_server.ts";
import type { Queries } from "../../../lib/warehouse/queries/query.ts";

export interface WarehouseAddresses {
  /** Of the column store, with a password; absent: none was ever made. */
  readonly columns?: string;
  /** Of the ClickHouse of the kit, which reads files of this machine. */
  readonly local?: string;
  /** Of the graph; absent: none was ever made. */
  readonly graph?: OwnAddress;
  /** The file in which the evaluation of the recommendations is. */
  readonly results: string;
  /** The Parquet of the recommendations, which {@link local} reads. */
  readonly recommendations: string;
  /** What the pages ask. */
  readonly queries: Queries;
}
