/** What the warehouse asks of ClickHouse: so little that any client, and a test, can give it. */
import { type ClickHouse, quotedName } from "../clickhouse/mod.ts";

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

/** How many rows there are: of a table, of a query in brackets, with a condition behind it or not. */
export async function countOf(sql: Pick<Sql, "rows">, from: string): Promise<number> {
  const [{ n = "0" } = {}] = await sql.rows<{ n: string }>(`SELECT count() AS n FROM ${from}`);
  return Number(n);
}

/** Columns as one value of 16 bytes, to compare keys and rows by: that takes less memory than they do. */
export const hashed = (columns: readonly string[]): string =>
  `sipHash128(${columns.map(quotedName).join(", ")})`;
