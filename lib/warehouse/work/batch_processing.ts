/** The task `spark_batch_processing`: the four tables of the batch, as Parquet. */
import { batchTables } from "../batch/tables.ts";
import { exportFiles } from "../clean/export.ts";
import { quotedText } from "../../clickhouse/mod.ts";
import { parquetFile, type Place } from "../place.ts";
import { type Batched, keepResult, needResult } from "../results.ts";
import { countOf, type Sql } from "../sql.ts";

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
    rows[name] = await countOf(sql, `file(${quotedText(parquetFile(place, name))}, Parquet)`);
  }
  return await keepResult(place, "spark_batch_processing", rows);
}
