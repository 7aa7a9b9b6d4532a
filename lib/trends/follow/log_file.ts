/** An open log file, plain or packed, and what tells it from others. */
import { Buffer } from "node:buffer";
import { FileError } from "../../base/errors.ts";
import { fileId } from "../../base/files/file_id.ts";
import { formOf, type InputForm, magic_bytes } from "../../base/input/input_form.ts";
import { LogError } from "../scan/scan_file.ts";
import { unpacked } from "../../base/input/unpacked.ts";
import { fingerprint_bytes } from "./follow_state.ts";

const chunk_bytes = 1 << 18;

/**
 * An open file with a log, plain or compressed. It stays the same file when it is renamed or
 * removed meanwhile. Places in it are those in the unpacked log.
 */
export class LogFile implements Disposable {
  /** Which file it is, whatever its name, among all that are there at the moment. */
  readonly id: string;
  /** When it was last modified before it was opened, in ms since 1970. */
  readonly modified_ms: number;
  /** Compressed files do not grow. */
  readonly isCompressed: boolean;
  readonly #file: Deno.FsFile;
  #head: Uint8Array = new Uint8Array();
  #isOpen = true;

  private constructor(
    readonly path: string,
    file: Deno.FsFile,
    info: Deno.FileInfo,
    form: InputForm,
  ) {
    this.#file = file;
    this.id = fileId(info);
    this.modified_ms = info.mtime?.getTime() ?? 0;
    this.isCompressed = form === "gzip";
  }

  /**
   * Opens a file.
   *
   * @returns `undefined` if there is none
   * @throws {FileError} if it cannot be read
   * @throws {LogError} if it is compressed and damaged, or in a form that is not read here
   */
  static async open(path: string): Promise<LogFile | undefined> {
    let file;
    try {
      file = await Deno.open(path);
      const info = await file.stat();
      if (!info.isFile) throw new Deno.errors.IsADirectory();
      const magic = new Uint8Array(magic_bytes);
      const form = formOf(magic.subarray(0, await file.read(magic) ?? 0));
      const log = new LogFile(path, file, info, form);
      await log.look();
      return log;
    } catch (error) {
      file?.close();
      if (error instanceof Deno.errors.NotFound) return undefined;
      if (error instanceof LogError) throw error;
      if (error instanceof SyntaxError) throw notRead(path, error);
      throw FileError.from(`Cannot read ${path}`, error);
    }
  }

  /** Its first bytes when it was opened, or {@link look}ed at last. */
  get head(): Uint8Array {
    return this.#head;
  }

  /** Reads its first bytes again: there may be more of them by now. */
  async look(): Promise<void> {
    this.#head = await this.slice(0, fingerprint_bytes);
  }

  /** How many bytes it has now; of a compressed one that is not known. */
  size(): number {
    return this.isCompressed ? Infinity : this.#file.statSync().size;
  }

  /** A few of its bytes, from `from` on to `to`, or to its end if that is before. */
  async slice(from: number, to: number): Promise<Uint8Array> {
    const pieces = await Array.fromAsync(this.pieces(from, to), (piece) => piece.slice());
    return new Uint8Array(Buffer.concat(pieces));
  }

  /** The same piece by piece; each is valid until the next. */
  async *pieces(from: number, to: number): AsyncGenerator<Uint8Array> {
    if (!this.isCompressed) return yield* this.#read(from, to);
    let at = 0;
    for await (const piece of this.#unpack()) {
      const begin = Math.max(from - at, 0), end = Math.min(to - at, piece.length);
      if (begin < end) yield piece.subarray(begin, end);
      at += piece.length;
      if (at >= to) return;
    }
  }

  [Symbol.dispose](): void {
    if (this.#isOpen) this.#file.close();
    this.#isOpen = false;
  }

  async *#read(from: number, to: number): AsyncGenerator<Uint8Array> {
    const buffer = new Uint8Array(Math.max(Math.min(chunk_bytes, to - from), 0));
    await this.#file.seek(from, Deno.SeekMode.Start);
    for (let at = from; at < to;) {
      const read = await this.#file.read(buffer.subarray(0, to - at));
      if (read === null) return;
      at += read;
      yield buffer.subarray(0, read);
    }
  }

  async *#unpack(): AsyncGenerator<Uint8Array> {
    try {
      yield* unpacked(this.#read(0, Infinity));
    } catch (error) {
      throw error instanceof SyntaxError ? notRead(this.path, error) : error;
    }
  }
}

const notRead = (path: string, error: SyntaxError) =>
  new LogError(`Cannot read ${path}: ${error.message}`, { cause: error });
