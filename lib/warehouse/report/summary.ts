/** What a run has come to, gathered for the report. */
import type { Place } from "../place.ts";
import { resultOf, type Results } from "../results.ts";

/** What became of a task, as the report shows it. */
export interface TaskLine {
  readonly name: string;
  readonly outcome: string;
  readonly seconds?: number;
  readonly rows_in?: number;
  readonly rows_out?: number;
  readonly summary?: string;
  readonly failures: readonly string[];
}

/** All that the report tells. */
export interface Summary {
  /** When it was written, ISO 8601. */
  readonly written: string;
  readonly tasks: readonly TaskLine[];
  /** The picture of the tasks in time, an SVG that we drew. */
  readonly gantt?: string | undefined;
  /** The sales by month, from the Parquet file. */
  readonly months: readonly Month[];
  readonly results: { readonly [Task in keyof Results]?: Results[Task] };
}

/** A month of `sales_by_month`. */
export interface Month {
  readonly month: string;
  readonly orders: number;
  /** In reais. */
  readonly revenue: number;
  readonly partial: boolean;
}

const tasks = [
  "extract_check_data",
  "extract_validate_quality",
  "transform_clean_data",
  "load_to_databases",
  "spark_batch_processing",
  "spark_ml_recommendations",
  "verify_results",
] as const satisfies readonly (keyof Results)[];

/**
 * What the tasks have found.
 *
 * @param done only what these tasks found: what the others left is of an earlier run
 */
export async function resultsOf(
  place: Place,
  done: ReadonlySet<string>,
): Promise<Summary["results"]> {
  const found = await Promise.all(
    tasks.filter((task) => done.has(task)).map(async (task) => [task, await resultOf(place, task)]),
  );
  return Object.fromEntries(found.filter(([, result]) => result !== undefined));
}
