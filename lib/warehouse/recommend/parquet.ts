/** The recommendations as Parquet. */
import { parquetWriteBuffer } from "hyparquet-writer";
import type { Recommendation } from "./top_five.ts";

/** The rows as a file: rank as a 64-bit integer, score as a double, the rest as texts. */
export function recommendationsParquet(rows: readonly Recommendation[]): Uint8Array {
  const column = <K extends keyof Recommendation>(name: K) => rows.map((row) => row[name]);
  return new Uint8Array(parquetWriteBuffer({
    codec: "SNAPPY",
    columnData: [
      { name: "customer_unique_id", data: column("customer_unique_id"), type: "STRING" },
      { name: "rank", data: rows.map(({ rank }) => BigInt(rank)), type: "INT64" },
      { name: "product_id", data: column("product_id"), type: "STRING" },
      { name: "score", data: column("score"), type: "DOUBLE" },
      { name: "reason", data: column("reason"), type: "STRING" },
    ].map((one) => ({ ...one, nullable: false })) as never,
  }));
}
