/** The file of the lines that cannot be used. */
import { encoded } from "../../base/text/encoded.ts";
import { dirname } from "node:path";
import { csvLine } from "../../base/text/csv_line.ts";
import { FileError } from "../../base/errors.ts";
import { discard, putInPlace, temporaryName } from "../../base/files/temporary_files.ts";
import { writeAllSync } from "../../base/files/write_all.ts";
import type { RejectedLine } from "../scan/rejected_rows.ts";

/** The first line of a quarantine. */
export const quarantineHeader = csvLine(["log", "line", "reason", "text"]);

/** A line of a log that cannot be used, as a line of its quarantine. */
export const quarantineLine = (log: string, { line, reason, text }: RejectedLine) =>
  csvLine([log, line, reason, text]);

const buffered_chars = 1 << 16;

/**
 * The lines of logs that cannot be used, as a CSV file `log,line,reason,text`. The file appears when it
 * is complete; if there is no such line, an earlier one is removed.
 */
export class Quarantine implements Disposable {
  readonly #path: string;
  readonly #temporary: string;
  #file: Deno.FsFile | undefined;
  #text = "";

  constructor(path: string) {
    this.#path = path;
    this.#temporary = temporaryName(path);
  }

  /**
   * Adds a line of a log.
   *
   * @throws {FileError} if the file cannot be written
   */
  add(log: string, line: RejectedLine): void {
    if (!this.#file && this.#text === "") this.#text = quarantineHeader;
    this.#text += quarantineLine(log, line);
    if (this.#text.length >= buffered_chars) this.#flush();
  }

  /** Completes the file and returns its path, or nothing if no line was added. */
  finish(): string | undefined {
    if (this.#text !== "") this.#flush();
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

  #flush(): void {
    try {
      this.#file ??= this.#create();
      writeAllSync(this.#file, encoded(this.#text));
      this.#text = "";
    } catch (error) {
      throw FileError.from(`Cannot write ${this.#temporary}`, error);
    }
  }

  #create(): Deno.FsFile {
    Deno.mkdirSync(dirname(this.#path), { recursive: true });
    return Deno.createSync(this.#temporary);
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
