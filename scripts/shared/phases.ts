/** Runs phases one after the other as a task list with progress. */
import process from "node:process";
import { isSystemError } from "../../lib/base/errors.ts";
import { outputFailed } from "../../lib/base/print.ts";
import { printable } from "../../lib/base/text/printable.ts";
import { Listr, type ListrRendererValue } from "listr2";

/** What a phase did. */
export interface PhaseResult {
  readonly rows_in: number;
  readonly rows_out: number;
  /** For the reader: `64 products, 1,000 users`. */
  readonly summary: string;
}

/** Shows, while a phase runs, what it is doing. */
export interface Reporter {
  /** Something that takes time begins. */
  notice(text: string): void;
  /** So much is done; only a terminal shows it. */
  progress(text: string): void;
}

/** One step of the pipeline. */
export interface Phase {
  readonly name: string;
  readonly title: string;
  run(reporter: Reporter): Promise<PhaseResult>;
}

/** A phase that has run, as `pipeline --json` prints it. */
export interface PhaseRecord {
  readonly name: string;
  readonly ms: number;
  readonly rows_in: number;
  readonly rows_out: number;
}

/**
 * Runs the phases; the first that fails ends the run with its error. Shows them as a list that
 * changes in a terminal, as plain lines elsewhere, or not at all if `silent`.
 */
export async function runPhases(phases: readonly Phase[], silent: boolean): Promise<PhaseRecord[]> {
  const records: PhaseRecord[] = [];
  let failure: { error: unknown } | undefined;
  const renderer: ListrRendererValue = silent ? "silent" : "default";
  const tasks = new Listr(
    phases.map((phase) => ({
      title: printable(phase.title),
      task: async (_: unknown, task: { title: string; output: string }) => {
        const began = performance.now();
        const notice = (text: string) => void (task.output = printable(text));
        const progress = Deno.stdout.isTerminal() ? notice : () => {};
        const { rows_in, rows_out, summary } = await phase.run({ notice, progress })
          .catch((error) => {
            failure = { error };
            throw new Error("see below"); // the list shows this, and the script the error
          });
        const ms = Math.round(performance.now() - began);
        records.push({ name: phase.name, ms, rows_in, rows_out });
        task.title = printable(`${phase.title}: ${summary} (${(ms / 1000).toFixed(1)} s)`);
      },
    })),
    {
      renderer,
      fallbackRenderer: "simple",
      registerSignalListeners: false,
      rendererOptions: { collapseErrors: true, showErrorMessage: false },
    },
  );
  await Promise.race([tasks.run(), outputEnded()]).catch((error) => {
    if (failure) throw failure.error;
    if (isSystemError(error)) outputFailed(error);
    throw error;
  });
  return records;
}

/** Rejects if the list, which its library writes by itself, cannot be written. */
function outputEnded(): Promise<never> {
  process.stderr.on("error", () => {}); // there is nowhere left to say it
  return new Promise((_, reject) =>
    process.stdout.on("error", (error) => {
      try {
        outputFailed(error);
      } catch (failure) {
        reject(failure);
      }
    })
  );
}
