/** The task `generate_summary`: the report of a run, as HTML and as JSON. */
import { join } from "node:path";
import { writeFileWhole } from "../../base/files/replace_files.ts";
import { quotedText } from "../../clickhouse/mod.ts";
import { parquetFile, type Place } from "../place.ts";
import { reportPage } from "../report/page.tsx";
import { type Month, resultsOf, type Summary, type TaskLine } from "../report/summary.ts";
import type { Sql } from "../sql.ts";

/** Where the report is. */
export const reportFiles = (place: Place) => ({
  html: join(place.reports, "report.html"),
  json: join(place.reports, "report.json"),
});

/**
 * Writes the report of what the tasks have done so far; of tasks that were not done it shows no results.
 *
 * @param sql reads the Parquet file of the months; absent: the engine is not there
 */
export async function generateSummary(
  place: Place,
  run: Pick<Summary, "written" | "tasks" | "gantt">,
  sql?: Sql,
): Promise<Summary> {
  const done = new Set(run.tasks.filter(isDone).map(({ name }) => name));
  const months = sql && done.has("spark_batch_processing") ? await monthsOf(sql, place) : [];
  const summary: Summary = { ...run, months, results: await resultsOf(place, done) };
  const { html, json } = reportFiles(place);
  await writeFileWhole(json, `${JSON.stringify({ ...summary, gantt: undefined }, null, 2)}\n`);
  await writeFileWhole(html, reportPage(summary));
  return summary;
}

const isDone = ({ outcome }: TaskLine) => outcome === "done";

async function monthsOf(sql: Sql, place: Place): Promise<Month[]> {
  return await sql.rows<Month>(
    `SELECT month, toUInt32(orders) AS orders, toFloat64(revenue) AS revenue,
      CAST(partial AS Bool) AS partial
    FROM file(${quotedText(parquetFile(place, "sales_by_month"))}, Parquet) ORDER BY month`,
  );
}
