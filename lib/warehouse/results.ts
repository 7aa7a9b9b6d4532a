/** What each task found, kept for the tasks after it and for the report. */
import { join } from "node:path";
import { DzError } from "../base/errors.ts";
import { writeFileWhole } from "../base/files/replace_files.ts";
import type { OlistName } from "./olist.ts";
import type { Place, RawFiles } from "./place.ts";
import type { CleanedFile } from "./clean/clean_file.ts";
import type { Finding } from "./quality/rule.ts";
import type { HitEvaluation, RatingKind, SplitEvaluation } from "./recommend/mod.ts";
import type { BrokenLines } from "./take/mend.ts";
import type { CheckResult } from "./verify/check.ts";

/** Where the files came from. */
export type Source =
  | { readonly kind: "given"; readonly path: string }
  | { readonly kind: "generated"; readonly orders: number; readonly seed: number };

/** Of `extract_check_data`. */
export interface Checked {
  readonly source: Source;
  readonly files: RawFiles;
  readonly translation?: string;
}

/** Of `extract_validate_quality`. */
export interface Validated {
  /** The files as they are read from here on: mended if their quotes were not right. */
  readonly files: RawFiles;
  /** What the files were when they were looked at. */
  readonly versions: Readonly<Record<OlistName, string>>;
  /** With those of the broken lines. */
  readonly rows: Readonly<Record<OlistName, number>>;
  /** The lines that are no rows, since their quotes are not right. */
  readonly brokenLines: Readonly<Partial<Record<OlistName, BrokenLines>>>;
  readonly findings: readonly Finding[];
}

/** Of `transform_clean_data`; sums of money are texts with two decimals. */
export interface Cleaned {
  readonly files: readonly CleanedFile[];
  readonly revenue: Revenue;
  /** Of all lines and payments of the raw files that are amounts. */
  readonly rawRevenue: Revenue;
}

/** The three revenues: what people paid for things, with freight, and what they paid at all. */
export interface Revenue {
  readonly price: string;
  readonly price_and_freight: string;
  readonly payments: string;
}

/** Of `spark_batch_processing`: the rows of each table. */
export type Batched = Readonly<Record<string, number>>;

/** Of `spark_ml_recommendations`. */
export interface Recommended {
  readonly kind: RatingKind;
  readonly ratings: number;
  readonly orders_without_review: number;
  /** Of the table of recommendations. */
  readonly rows: number;
  readonly split: SplitEvaluation;
  readonly hits: HitEvaluation;
}

/** Of `load_to_databases`: rows, documents, nodes and relations by their names. */
export type Loaded = Readonly<Record<string, number>>;

/** Of `verify_results`. */
export interface Verified {
  readonly checks: readonly CheckResult[];
}

/** The results, by the names of the tasks. */
export interface Results {
  extract_check_data: Checked;
  extract_validate_quality: Validated;
  transform_clean_data: Cleaned;
  load_to_databases: Loaded;
  spark_batch_processing: Batched;
  spark_ml_recommendations: Recommended;
  verify_results: Verified;
}

/** Where it is kept what a task found. */
export const resultFile = (place: Place, task: string): string =>
  join(place.dir, "results", `${task}.json`);

/** Keeps what a task found; it is replaced whole. */
export async function keepResult<Task extends keyof Results>(
  place: Place,
  task: Task,
  result: Results[Task],
): Promise<Results[Task]> {
  await writeFileWhole(resultFile(place, task), `${JSON.stringify(result, null, 2)}\n`);
  return result;
}

/** What a task found, if it ran. */
export const resultOf = <Task extends keyof Results>(
  place: Place,
  task: Task,
): Promise<Results[Task] | undefined> => readResult(resultFile(place, task), task);

/** The same, by its file. */
export async function readResult<Task extends keyof Results>(
  path: string,
  _task: Task,
): Promise<Results[Task] | undefined> {
  try {
    return JSON.parse(await Deno.readTextFile(path));
  } catch {
    return undefined; // it did not run, or somebody has written into it
  }
}

/**
 * What a task found that must have run before.
 *
 * @throws {DzError} if it did not
 */
export async function needResult<Task extends keyof Results>(
  place: Place,
  task: Task,
): Promise<Results[Task]> {
  const result = await resultOf(place, task);
  if (result) return result;
  throw new DzError(
    `Cannot go on: the task ${task} has not run in ${place.dir}. ` +
      `Run \`deno task warehouse ${task}\`, or \`deno task warehouse\` for all`,
  );
}
