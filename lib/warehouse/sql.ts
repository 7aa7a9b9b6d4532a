/** What the warehouse asks of ClickHouse: so little that any client, and a test, can give it. */
export interface Sql {
  /** Runs a statement that has no result. */
  run(statement: string): Promise<void>;
  /** The rows of a query; 64-bit integers and decimals as texts. */
  rows<T>(query: string): Promise<T[]>;
}
