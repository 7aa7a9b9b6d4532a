/** What `bench als` tells an engine, in `job.json` of a folder, and what it gets back. */

/** The same for every engine. */
export interface AlsJob {
  readonly users: number;
  readonly items: number;
  readonly factors: number;
  readonly iterations: number;
  readonly regularization: number;
  readonly alpha: number;
  readonly threads: number;
  readonly solver: "cg" | "cholesky";
  readonly k: number;
}

/** What an engine measured; it leaves `users.f32` and `items.f32`, row by row, in the folder. */
export interface AlsMeasured {
  /** Of each iteration but the first, which warms up. */
  readonly seconds_by_iteration: readonly number[];
  /** Of each ranking of all users. */
  readonly topk_seconds: readonly number[];
  readonly peak_mb: number;
}
