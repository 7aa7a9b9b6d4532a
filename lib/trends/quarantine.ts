import { dirname } from "node:path";
import { stringify } from "@std/csv";
import { FileError } from "../errors.ts";
import { discard, putInPlace, temporaryName } from "../temporary_files.ts";
import type { RejectedLine } from "./rejected_rows.ts";

const columns = ["log", "line", "reason", "text"];
const buffered = 1000;

/**
 * The lines of logs that cannot be used, as a CSV file `log,line,reason,text`. The file appears when it
 * is complete; if there is no such line, an earlier one is removed.
 */
export class Quarantine implements Disposable {
  readonly #path: string;
  readonly #temporary: string;
  #file: Deno.FsFile | undefined;
  #lines: (RejectedLine & { readonly log: string })[] = [];

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
    this.#lines.push({ log, ...line });
    if (this.#lines.length >= buffered) this.#flush();
  }

  /** Completes the file and returns its path, or nothing if no line was added. */
  finish(): string | undefined {
    if (this.#lines.length > 0) this.#flush();
    if (!this.#file) {
      remove(this.#path);

      return undefined;
    }
    this.#file.close();
    this.#file = undefined;
    putInPlace(this.#temporary, this.#path);
    return this.#path;
  }

  [Symbol.dispose](): void {
    if (!this.#file) return;
    this.#file.close();
    discard(this.#temporary);
  }

  #flush(): void {
    try {
      const first = this.#file === undefined;
      this.#file ??= this.#create();
      const rows = this.#lines.map((row) => ({ ...row }));
      const bytes = new TextEncoder().encode(stringify(rows, { columns, headers: first }));
      for (let written = 0; written < bytes.length;) {
        written += this.#file.writeSync(bytes.subarray(written));
      }
      this.#lines = [];
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
