import { join } from "node:path";
import type { JupyterEnvironment } from "./environment.ts";
import { failureLines } from "./failure_lines.ts";
import { codeCells, readNotebook } from "./ipynb.ts";
import { type CellDone, type NotebookRun, notebooksDir, runNotebook } from "./run_notebook.ts";

/**
 * Executes notebooks one after the other, each in a fresh kernel; one that fails does not keep the next
 * from running.
 *
 * @param say is told how far it is, a line at a time
 */
export async function* runAll(
  environment: JupyterEnvironment,
  names: readonly string[],
  timeout_s: number,
  say: (line: string) => void,
): AsyncGenerator<NotebookRun> {
  for (const name of names) {
    const notebook = await readNotebook(join(notebooksDir, `${name}.ipynb`));
    say(`${name}, ${codeCells(notebook).length} cells`);
    const done = await runNotebook(environment, name, notebook, {
      timeout_s,
      onCell: (cell) => say(cellLine(cell)),
    });
    if (done.failure) { for (const line of failureLines(name, done.failure)) say(line); }
    yield done;
  }
}

/** A cell that has been executed, in a line: its number, how it begins, how long it took. */
function cellLine({ cell, of, source, seconds }: CellDone): string {
  const width = 60;
  const [first = ""] = source.split("\n");
  const start = first.length > width ? `${first.slice(0, width - 1)}…` : first;
  return `  ✔ ${String(cell).padStart(2)}/${of}  ${start.padEnd(width)}  ${seconds.toFixed(1)} s`;
}
