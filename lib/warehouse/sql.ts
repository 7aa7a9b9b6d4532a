/** What the warehouse asks of ClickHouse: so little that any client, and a test, can give it. */
import type { ClickHouse } from "../clickhouse/connect.ts";

export interface Sql {
  /** Runs a statement that has no result. */
  run(statement: string): Promise<void>;
  /** The rows of a query; 64-bit integers and decimals as texts. */
  rows<T>(query: string): Promise<T[]>;
  /** The same, one after the other, in constant memory. */
  stream<T>(query: string): AsyncIterable<T>;
}

/** What a connection to a ClickHouse gives. */
export function sqlOf(clickHouse: Pick<ClickHouse, "run" | "rows" | "client">): Sql {
  return {
    run: (statement) => clickHouse.run(statement),
    rows: (query) => clickHouse.rows(query),
    async *stream<T>(query: string) {
      const result = await clickHouse.client.query({ query, format: "JSONEachRow" });
      for await (const rows of result.stream<T>()) {
        for (const row of rows) yield row.json<T>();
      }
    },
  };
}
