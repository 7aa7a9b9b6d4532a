/** The file of the lines that cannot be used. */
import { dirname } from "node:path";
import { FileError } from "../../base/errors.ts";
import { discard, putInPlace, temporaryName } from "../../base/files/temporary_files.ts";
import type { RejectedLine } from "../scan/rejected_rows.ts";
import { QuarantineLines } from "./quarantine_lines.ts";

/**
 * The lines of logs that cannot be used, as a CSV file `log,line,reason,text`. The file appears when it
 * is complete; if there is no such line, an earlier one is removed.
 */
export class Quarantine implements Disposable {
  readonly #path: string;
  readonly #temporary: string;
  #file: Deno.FsFile | undefined;
  #lines: QuarantineLines | undefined;

  constructor(path: string) {
    this.#path = path;
    this.#temporary = temporaryName(path);
  }

  /**
   * Adds a line of a log.
   *
   * @returns whether there is room for more of its lines
   * @throws {FileError} if the file cannot be written
   */
  add(log: string, line: RejectedLine): boolean {
    return this.#attempt(() => {
      this.#lines ??= new QuarantineLines(this.#create());
      return this.#lines.add(log, line);
    });
  }

  /**
   * Ends the lines of a log.
   *
   * @param rejected how many of its lines cannot be used
   * @param isSample whether a few of them are enough, since it cannot be used as a whole
   * @returns how many of them there are in the file, which says how many are left out
   */
  endLog(log: string, rejected: number, isSample: boolean): number {
    if (!this.#lines || rejected === 0) return 0;
    const file = this.#lines;
    return this.#attempt(() => {
      const { lines } = file.end({ isSample });
      file.endLog(log, rejected - lines);
      return lines;
    });
  }

  /** Completes the file and returns its path, or nothing if no line was added. */
  finish(): string | undefined {
    if (!this.#file) {
      remove(this.#path);
      return undefined;
    }
    this.#file.close();
    this.#file = undefined;
    try {
      putInPlace(this.#temporary, this.#path);
    } catch (error) {
      discard(this.#temporary);
      throw FileError.from(`Cannot write ${this.#path}`, error);
    }
    return this.#path;
  }

  [Symbol.dispose](): void {
    if (!this.#file) return;
    this.#file.close();
    discard(this.#temporary);
  }

  #create(): Deno.FsFile {
    Deno.mkdirSync(dirname(this.#path), { recursive: true });
    return this.#file = Deno.createSync(this.#temporary);
  }

  #attempt<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      throw FileError.from(`Cannot write ${this.#temporary}`, error);
    }
  }
}

function remove(path: string): void {
  try {
    Deno.removeSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) {
      throw FileError.from(`Cannot remove ${path}`, error);
    }
  }
}
