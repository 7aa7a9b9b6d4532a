/** Finds the words for what is wrong with a cell; the same ones for pages and for headless runs. */
import type { CellError } from "./cell_error.ts";
import { isSwitchedOff, typeWarning } from "./type_warning.ts";
import { type Explanation, explanationLines, type Place } from "./explanation.ts";
import { type Cells, type Diagnostic, LanguageServer } from "./language_server.ts";
import { missingPackage } from "./missing_package.ts";
import { explainThrown } from "./thrown.ts";
import { syntaxError } from "./syntax_error.ts";
import { explainFault, isFault, isMissingExport, isMissingName } from "./type_fault.ts";

/** An error in words that help, and where in the cell it is. */
export interface ExplainedError extends CellError {
  readonly place?: Place;
}

/** So long the checker may take for a cell, on a slow machine, until it is run without. */
const patience_ms = 10_000;

const unsaid: Explanation = {
  kind: "Error",
  message: "the kernel could not run the cell, and does not say why",
  hint: "restart the kernel and run the cells from the first one on.",
};

/** Explains the cells of notebooks. It keeps a checker running once it needs one; end it. */
export class CellExplainer {
  #server: LanguageServer | undefined;

  /** @param project the folder of the project, whose `deno.json` the checker goes by */
  constructor(readonly project: string) {}

  /** Starts the checker, so that the first cell need not wait for it. */
  warm(): void {
    if (this.#server) return;
    this.#server = new LanguageServer(this.project);
    // What most cells import is read.
    const sources = [`import "./lib/notebook/mod.ts";`];
    void this.#server.diagnostics({ kernel: "warm", folder: this.project, sources })
      .catch(() => {});
  }

  /** What is wrong with the types of the last of the cells, if anything is. */
  async warning(cells: Cells): Promise<string | undefined> {
    const source = cells.sources.at(-1) ?? "";
    const isOff = isSwitchedOff(cells.sources);
    if (isOff && !/\bimport\b/.test(source)) return undefined;
    const faults = (await this.#faults(cells)).filter((one) => !isOff || isMissingExport(one));
    return typeWarning(await Promise.all(faults.map((fault) => this.#told(fault, cells))), source);
  }

  /** What the kernel said of the last of the cells, which failed, in words that help. */
  async error(cells: Cells, error: CellError): Promise<ExplainedError> {
    const source = cells.sources.at(-1) ?? "";
    const explanation = await this.#explanation(cells, source, error);
    return {
      ename: explanation.kind,
      evalue: explanation.message,
      traceback: explanationLines(explanation, source),
      ...(explanation.place && { place: explanation.place }),
    };
  }

  /** Ends the checker. */
  end(): void {
    this.#server?.end();
    this.#server = undefined;
  }

  async #explanation(cells: Cells, source: string, error: CellError): Promise<Explanation> {
    const isUnread = isUnsaid(error) || error.ename === "SyntaxError";
    const wrong = isUnread ? await syntaxError(source) : undefined;
    if (wrong) return wrong;
    const thrown = isUnsaid(error)
      ? missingPackage(source) ?? unsaid
      : await explainThrown(error, source, this.project);
    if (!isUnread && !isOfName(error)) return thrown;
    const faults = await this.#faults(cells);
    const missing = faults.find(isMissingExport);
    if (missing) return await this.#told(missing, cells);
    const [fault] = isUnread ? faults : faults.filter(isMissingName);
    if (!fault) return thrown;
    const told = await this.#told(fault, cells);
    return isUnsaid(error) ? told : { ...told, kind: error.ename, message: error.evalue };
  }

  async #faults(cells: Cells): Promise<readonly Diagnostic[]> {
    this.warm();
    const timer = Promise.withResolvers<readonly Diagnostic[]>();
    const late = setTimeout(() => timer.resolve([]), patience_ms);
    try {
      const found = await Promise.race([this.#server?.diagnostics(cells), timer.promise]);
      return (found ?? []).filter(isFault);
    } catch {
      return []; // the checker has ended: a cell is run without it
    } finally {
      clearTimeout(late);
    }
  }

  async #told(fault: Diagnostic, cells: Cells): Promise<Explanation> {
    const exported = isMissingExport(fault)
      ? await this.#server?.completions(cells, fault.range.start).catch(() => [])
      : [];
    return explainFault(fault, cells.sources.at(-1) ?? "", exported);
  }
}

/** The kernel only says that it could not run the cell. */
const isUnsaid = ({ evalue, traceback }: CellError) =>
  traceback.length === 0 && (evalue === "Execution failed" || evalue === "");

/** It is about a name that is not there; the checker knows of similar ones. */
const isOfName = ({ ename, evalue }: CellError) =>
  ename === "ReferenceError" || /is not a (function|constructor)/.test(evalue);
