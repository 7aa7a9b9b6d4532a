/** The lines of a followed log that cannot be used, in a file that grows. */
import { encoded } from "../../base/text/encoded.ts";
import { dirname } from "node:path";
import { FileError } from "../../base/errors.ts";
import { writeAllSync } from "../../base/files/write_all.ts";
import { quarantineHeader, quarantineLine } from "../files/quarantine.ts";
import type { RejectedLine } from "../scan/rejected_rows.ts";

const buffered_chars = 1 << 16;

/**
 * The lines of a followed log that cannot be used, as a CSV file `log,line,reason,text` that grows.
 *
 * How many of its bytes belong to what was counted is known from the state; what a killed run wrote
 * beyond is cut off, so that no line is there twice. All methods throw {@link FileError} if the file
 * cannot be written.
 */
export class FollowQuarantine implements Disposable {
  readonly #path: string;
  #length: number;
  #file: Deno.FsFile | undefined;
  #text = "";

  /** @param length how many bytes to keep */
  constructor(path: string, length: number) {
    this.#path = path;
    this.#length = this.#attempt(() => cut(path, length));
  }

  /** Adds a line of a log. */
  add(log: string, line: RejectedLine): void {
    if (this.#length === 0 && this.#text === "") this.#text = quarantineHeader;
    this.#text += quarantineLine(log, line);
    if (this.#text.length >= buffered_chars) this.#flush();
  }

  /** Writes what was added, on to the disk; says how many bytes the file has. */
  finish(): number {
    if (this.#text !== "") this.#flush();
    this.#attempt(() => this.#file?.syncDataSync());
    return this.#length;
  }

  [Symbol.dispose](): void {
    this.#file?.close();
  }

  #flush(): void {
    this.#attempt(() => {
      this.#file ??= openAtEnd(this.#path);
      const bytes = encoded(this.#text);
      writeAllSync(this.#file, bytes);
      this.#length += bytes.length;
      this.#text = "";
    });
  }

  #attempt<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      throw FileError.from(`Cannot write ${this.#path}`, error);
    }
  }
}

/** Cuts a file to at most so many bytes; says how many it has. */
function cut(path: string, length: number): number {
  try {
    const { size } = Deno.statSync(path);
    if (length === 0) Deno.removeSync(path);
    else if (size > length) Deno.truncateSync(path, length);
    return Math.min(size, length);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return 0;
    throw error;
  }
}

function openAtEnd(path: string): Deno.FsFile {
  Deno.mkdirSync(dirname(path), { recursive: true });
  return Deno.openSync(path, { create: true, append: true });
}
