/** The task `spark_batch_processing`: the four tables of the batch, as Parquet. */
import { join } from "node:path";
import { batchTables } from "../batch/tables.ts";
import { exportFiles } from "../clean/export.ts";
import { quotedText } from "../../clickhouse/mod.ts";
import type { Place } from "../place.ts";
import { type Batched, keepResult, needResult } from "../results.ts";
import type { Sql } from "../sql.ts";

/** Where a table is: a folder of its own. */
export const parquetFile = (place: Place, name: string): string =>
  join(place.parquet, name, `${name}.parquet`);

/** Makes the four tables from the facts. */
export async function batchProcessing(sql: Sql, place: Place): Promise<Batched> {
  await needResult(place, "transform_clean_data");
  await exportFiles(
    sql,
    "Parquet",
    batchTables.map(({ name, query }) => ({ path: parquetFile(place, name), query })),
  );
  const rows: Record<string, number> = {};
  for (const { name } of batchTables) {
    const [{ n = "0" } = {}] = await sql.rows<{ n: string }>(
      `SELECT count() AS n FROM file(${quotedText(parquetFile(place, name))}, Parquet)`,
    );
    rows[name] = Number(n);
  }
  return await keepResult(place, "spark_batch_processing", rows);
}
