/** The lines of a followed log that cannot be used, in a file that grows. */
import { dirname } from "node:path";
import { FileError } from "../../base/errors.ts";
import { QuarantineLines, type QuarantineSize } from "../files/quarantine_lines.ts";
import type { RejectedLine } from "../scan/rejected_rows.ts";

/**
 * The lines of a followed log that cannot be used, as a CSV file `log,line,reason,text` that grows.
 *
 * How much of it belongs to what was counted is known from the state; what stands beyond is cut off when
 * there is something new: lines of a killed run, so that none is there twice, and the last line, which
 * says how many are left out. All methods throw {@link FileError} if the file cannot be written.
 */
export class FollowQuarantine implements Disposable {
  readonly #path: string;
  readonly #size: QuarantineSize;
  #file: Deno.FsFile | undefined;
  #lines: QuarantineLines | undefined;

  /** @param size how much of it to keep */
  constructor(path: string, size: QuarantineSize) {
    this.#path = path;
    this.#size = size;
  }

  /** Adds a line of a log. */
  add(log: string, line: RejectedLine): boolean {
    return this.#attempt(() => this.#open().add(log, line));
  }

  /**
   * Writes what was added, on to the disk.
   *
   * @param rejected how many lines of the log cannot be used, of all that were counted
   * @param isSample whether a few of them are enough, since the log cannot be used as a whole
   * @returns how much of the file is to be kept
   */
  finish(log: string, rejected: number, isSample: boolean): QuarantineSize {
    return this.#attempt(() => {
      if (rejected === 0) cut(this.#path, 0);
      if (rejected === 0) return { bytes: 0, lines: 0 };
      const lines = this.#open();
      const size = lines.end({ isSample });
      lines.endLog(log, rejected - size.lines);
      this.#file?.syncDataSync();
      return size;
    });
  }

  [Symbol.dispose](): void {
    this.#file?.close();
  }

  #open(): QuarantineLines {
    if (this.#lines) return this.#lines;
    const bytes = cut(this.#path, this.#size.bytes);
    this.#file = openAtEnd(this.#path);
    return this.#lines = new QuarantineLines(this.#file, { ...this.#size, bytes });
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
