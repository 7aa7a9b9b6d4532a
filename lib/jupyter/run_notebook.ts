/** One notebook executed in a fresh kernel. */
import { Readable } from "node:stream";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { basename, join } from "node:path";
import { DzError } from "../base/errors.ts";
import { discard, temporaryFolder } from "../base/files/temporary_files.ts";
import { reasonIn } from "../servers/call.ts";
import { startGuard } from "../servers/guard.ts";
import { cleaned } from "./cleaned.ts";
import type { JupyterEnvironment } from "./jupyter_environment.ts";
import {
  codeCells,
  type Notebook,
  notebookText,
  type Output,
  parseNotebook,
  readNotebook,
  textOf,
} from "./ipynb.ts";
import { projectDir } from "../base/settings.ts";
import { CellExplainer } from "./explain/cell_explainer.ts";
import { childCommand } from "../servers/child_environment.ts";

/** A cell of code that has been executed. */
export interface CellDone {
  /** Its number among the cells of code, from 1. */
  readonly cell: number;
  readonly of: number;
  readonly source: string;
  readonly seconds: number;
  /** What is wrong with its types, line by line. */
  readonly warning?: string;
}

/** A cell of code that failed. */
export interface CellFailure extends Omit<CellDone, "seconds" | "warning"> {
  /** Of the error, such as `RangeError`. */
  readonly name: string;
  readonly message: string;
  /** Its line in the cell, from 1. */
  readonly line?: number;
  /** What a page shows: the error, where it is, what to do. */
  readonly lines: readonly string[];
}

/** A notebook after its run. */
export interface NotebookRun {
  readonly name: string;
  /** With its outputs, up to the cell that failed. */
  readonly notebook: Notebook;
  readonly seconds: number;
  readonly failure?: CellFailure;
}

/** How to run. */
export interface RunOptions {
  /**
   * The working directory of the kernel: where the notebook is, so that it finds what it imports.
   */
  readonly folder: string;
  /** Seconds that a cell may take. */
  readonly timeout_s: number;
  /** What is replaced by `***` wherever it shows up. */
  readonly secrets?: readonly string[];
  /** Looks at the types of the cells, too, as pages have it done; not given: only at failures. */
  readonly explainer?: CellExplainer;
  readonly onCell?: (done: CellDone) => void;
}

/** A line that `execute.py` prints. */
type Event =
  | { readonly cell: number; readonly seconds: number }
  | {
    readonly failed: number;
    readonly name: string;
    readonly message: string;
    readonly trace: readonly string[];
  }
  | { readonly done: true };

/**
 * Executes a notebook from top to bottom in a fresh Deno kernel, which ends with it.
 *
 * @throws {DzError} if Jupyter fails; that a cell does is part of the result
 */
export async function runNotebook(
  { python, env }: JupyterEnvironment,
  name: string,
  notebook: Notebook,
  { folder, timeout_s, onCell, explainer, secrets = [] }: RunOptions,
): Promise<NotebookRun> {
  const work = temporaryFolder("dzstore-notebook-");
  const given = join(work, "notebook.ipynb"), executed = join(work, "executed.ipynb");
  const began = performance.now();
  const code = codeCells(notebook);
  const cellAt = (index: number) => {
    const cell = code.findIndex((one) => one === notebook.cells[index]);
    return { cell: cell + 1, of: code.length, source: textOf(code[cell]?.source) };
  };
  const cellsUpTo = (index: number) => ({
    kernel: basename(work),
    folder,
    sources: notebook.cells.slice(0, index + 1).filter(({ cell_type }) => cell_type === "code")
      .map(({ source }) => textOf(source)),
  });
  const ownExplainer = new CellExplainer(projectDir);
  const added = new Map<number, Output>();
  let failure: CellFailure | undefined, ended = false;
  const guard = startGuard(work);
  try {
    await Deno.writeTextFile(given, notebookText(notebook));
    const child = childCommand(python, {
      args: [
        fileURLToPath(new URL("execute.py", import.meta.url)),
        ...[given, executed, "--folder", folder, "--timeout", `${timeout_s}`],
      ],
      env: { ...env, PYTHONDONTWRITEBYTECODE: "1" },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    guard.watch(child.pid);
    let errors = "";
    const reading = new AbortController();
    const listening = child.stderr.pipeThrough(new TextDecoderStream())
      .pipeTo(new WritableStream({ write: (text) => void (errors += text) }), reading)
      .catch(() => {});
    for await (const line of createInterface({ input: Readable.fromWeb(child.stdout) })) {
      const event = JSON.parse(masked(line, secrets)) as Event;
      if ("done" in event) ended = true;
      else if ("cell" in event) {
        const warning = await explainer?.warning(cellsUpTo(event.cell));
        if (warning) {
          added.set(event.cell, { output_type: "stream", name: "stderr", text: warning });
        }
        onCell?.({
          ...cellAt(event.cell),
          seconds: event.seconds,
          ...(warning && { warning: masked(warning, secrets) }),
        });
      } else {
        const { name: ename, message: evalue, trace: traceback } = event;
        const { place, ...error } = await (explainer ?? ownExplainer)
          .error(cellsUpTo(event.failed), { ename, evalue, traceback });
        added.set(event.failed, { output_type: "error", ...error });
        failure = {
          ...cellAt(event.failed),
          ...{ name: error.ename, message: error.evalue, ...(place && { line: place.line }) },
          lines: error.traceback.map((line) => masked(line, secrets)),
        };
      }
    }
    await child.status;
    // What cells have started may go on and keep the stream open; a reason would have come by now.
    if (ended || failure) reading.abort();
    await listening;
    if (!ended && !failure) {
      throw new DzError(`Cannot run ${name}.ipynb: Jupyter failed: ${reasonIn(errors)}`);
    }
    return {
      name,
      notebook: parseNotebook(
        masked(JSON.stringify(withAdded(await readNotebook(executed), added)), secrets),
        name,
      ),
      seconds: Math.round(performance.now() - began) / 1000,
      ...(failure && { failure }),
    };
  } finally {
    ownExplainer.end();
    await guard.end();
    discard(work);
  }
}

/** The executed notebook, cleaned, with what explains its cells; an error in place of the kernel's. */
function withAdded(notebook: Notebook, added: ReadonlyMap<number, Output>): Notebook {
  const { cells, ...rest } = cleaned(notebook);
  return {
    ...rest,
    cells: cells.map((cell, index) => {
      const output = added.get(index);
      if (!output || cell.cell_type !== "code") return cell;
      const own = cell.outputs.filter(({ output_type }) => output_type !== "error");
      return { ...cell, outputs: [...own, output] };
    }),
  };
}

/** JSON without the secrets. */
function masked(text: string, secrets: readonly string[]): string {
  return secrets.reduce((rest, secret) => rest.replaceAll(secret, "***"), text);
}
