/** What `notebooks run --json` says of a notebook. */
import { codeCells } from "./ipynb.ts";
import type { NotRun } from "./run_all.ts";
import type { NotebookRun } from "./run_notebook.ts";

/** A run in short. */
export interface RunSummary {
  readonly name: string;
  readonly ok: boolean;
  readonly cells?: number;
  readonly seconds?: number;
  readonly failed_cell?: number;
  /** In that cell, from 1. */
  readonly failed_line?: number;
  readonly error?: string;
}

/** Sums up a run. */
export function runSummary(run: NotebookRun | NotRun): RunSummary {
  if ("reason" in run) return { name: run.name, ok: false, error: run.reason };
  const { name, notebook, seconds, failure } = run;
  return {
    name,
    cells: codeCells(notebook).length,
    seconds,
    ok: !failure,
    ...(failure && {
      failed_cell: failure.cell,
      ...(failure.line && { failed_line: failure.line }),
      error: `${failure.name}: ${failure.message}`,
    }),
  };
}
