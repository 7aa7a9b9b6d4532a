/** Notebooks executed one after the other. */
import { join } from "node:path";
import { DzError } from "../base/errors.ts";
import type { JupyterEnvironment } from "./jupyter_environment.ts";
import type { CellExplainer } from "./explain/cell_explainer.ts";
import { failureLines } from "./failure_lines.ts";
import { codeCells, readNotebook } from "./ipynb.ts";
import { type CellDone, type NotebookRun, runNotebook } from "./run_notebook.ts";

/** A notebook that could not be run at all. */
export interface NotRun {
  readonly name: string;
  readonly reason: string;
}

/** How to run notebooks. */
export interface RunAllOptions {
  /** Where the notebooks are. */
  readonly folder: string;
  /** Seconds that a cell may take. */
  readonly timeout_s: number;
  /** What is replaced by `***` wherever it shows up. */
  readonly secrets: readonly string[];
  /** Looks at the types of the cells, too. */
  readonly explainer?: CellExplainer;
  /** Is told how far it is, a line at a time. */
  readonly say: (line: string) => void;
}

/**
 * Executes notebooks one after the other, each in a fresh kernel; one that fails, or cannot be run,
 * does not keep the next from running.
 */
export async function* runAll(
  environment: JupyterEnvironment,
  names: readonly string[],
  { say, ...options }: RunAllOptions,
): AsyncGenerator<NotebookRun | NotRun> {
  for (const name of names) {
    try {
      const notebook = await readNotebook(join(options.folder, `${name}.ipynb`));
      say(`${name}, ${codeCells(notebook).length} cells`);
      const done = await runNotebook(environment, name, notebook, {
        ...options,
        onCell: (cell) => {
          say(cellLine(cell));
          for (const line of cell.warning?.trimEnd().split("\n") ?? []) say(`      ${line}`);
        },
      });
      if (done.failure) { for (const line of failureLines(name, done.failure)) say(line); }
      yield done;
    } catch (error) {
      if (!(error instanceof DzError)) throw error;
      say(`✘ ${name}: ${error.message}`);
      yield { name, reason: error.message };
    }
  }
}

/** A cell that has been executed, in a line: its number, how it begins, how long it took. */
function cellLine({ cell, of, source, seconds }: CellDone): string {
  const width = 60;
  const [first = ""] = source.split("\n");
  const start = first.length > width ? `${first.slice(0, width - 1)}…` : first;
  return `  ✔ ${String(cell).padStart(2)}/${of}  ${start.padEnd(width)}  ${seconds.toFixed(1)} s`;
}
