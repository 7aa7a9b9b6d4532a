/** The one way to open what a user gives to be read: a file of any form, a pipe, standard input. */
import { join } from "node:path";
import { DzError, FileError, isSystemError, UsageError } from "../errors.ts";
import { keepInput } from "../files/inputs.ts";
import { discard, temporaryFolder } from "../files/temporary_files.ts";
import { writeAll } from "../files/write_all.ts";
import { formOf, type InputForm, inputName, isStandardInput, magic_bytes } from "./input_form.ts";
import { lookAt } from "./look_at.ts";
import type { ParquetOptions, ParquetRows } from "./read_parquet.ts";

const chunk_bytes = 1 << 18;

/** Told how many bytes of an input were read so far, now and then. */
export type OnBytes = (bytes: number) => void;

/** An input that is open. Whatever goes wrong while it is read is a {@link FileError}. */
export interface Input extends Disposable {
  /** What to call it: its path, or `standard input`. */
  readonly name: string;
  readonly form: InputForm;
  /** Whether it is a file, so that others can open it as well and read any part of it. */
  readonly isFile: boolean;
  /** It as CSV, header first, whatever its form; each piece is valid until the next. */
  csv(onBytes?: OnBytes): AsyncGenerator<Uint8Array>;
  /** Its rows, if it is Parquet. */
  rows(options?: ParquetOptions): Promise<ParquetRows>;
}

/** How to open an input. */
export interface OpenOptions {
  /** Whether it is to be read more than once: what can be read only once is then kept on the disk. */
  readonly again?: boolean;
}

/**
 * Opens an input: a file, a link to one, a pipe such as `/dev/fd/63`, or `-`, standard input. Its
 * first bytes tell its form, and not its name: CSV, the same packed by gzip, Parquet.
 *
 * @throws {FileError} if there is none, or it cannot be read; or has a form that is not read here
 * @throws {UsageError} if standard input is opened twice
 */
export async function openInput(path: string, { again = false }: OpenOptions = {}): Promise<Input> {
  const name = inputName(path);
  try {
    using open = new DisposableStack();
    const source = open.use(await openSource(path));
    const form = formOf(source.head);
    const mustBeFile = again || form === "parquet";
    if (mustBeFile && !source.isFile) return new OpenInput(name, form, await keptOnDisk(source));
    open.move();
    return new OpenInput(name, form, source);
  } catch (error) {
    throw readError(name, error);
  }
}

class OpenInput implements Input {
  readonly isFile: boolean;
  readonly #source: Source;

  constructor(readonly name: string, readonly form: InputForm, source: Source) {
    this.#source = source;
    this.isFile = source.isFile;
  }

  async *csv(onBytes: OnBytes = () => {}): AsyncGenerator<Uint8Array> {
    try {
      yield* this.#csv(onBytes);
    } catch (error) {
      throw readError(this.name, error);
    }
  }

  async rows(options: ParquetOptions = {}): Promise<ParquetRows> {
    try {
      const { readParquet } = await import("./read_parquet.ts"); // which takes time to load
      const { groups, ...columns } = await readParquet(fileOf(this.#source), options);
      return { ...columns, groups: this.#guarded(groups) };
    } catch (error) {
      throw readError(this.name, error);
    }
  }

  [Symbol.dispose](): void {
    this.#source[Symbol.dispose]();
  }

  async *#csv(onBytes: OnBytes): AsyncGenerator<Uint8Array> {
    if (this.form === "parquet") {
      const { parquetAsCsv } = await import("./parquet_as_csv.ts");
      return yield* parquetAsCsv(fileOf(this.#source), onBytes);
    }
    const bytes = told(this.#source.chunks(), onBytes);
    if (this.form === "csv") return yield* bytes;
    const { unpacked } = await import("./unpacked.ts");
    let isFirst = true;
    for await (const piece of unpacked(bytes)) {
      if (isFirst && formOf(piece) !== "csv") {
        throw new SyntaxError("what is compressed in it is no CSV; unpack it once (gunzip -k)");
      }
      isFirst = false;
      yield piece;
    }
  }

  async *#guarded<T>(items: AsyncIterable<T>): AsyncGenerator<T> {
    try {
      yield* items;
    } catch (error) {
      throw readError(this.name, error);
    }
  }
}

/** Bytes that can be read: once, or, if it is a file, again and again. */
interface Source extends Disposable {
  readonly file: Deno.FsFile | undefined;
  readonly isFile: boolean;
  /** Its first bytes. */
  readonly head: Uint8Array;
  /** All of it, from its first byte; each piece is valid until the next. */
  chunks(): AsyncGenerator<Uint8Array>;
}

let isStandardInputTaken = false;

async function openSource(path: string): Promise<Source> {
  if (!isStandardInput(path)) {
    const { isFile, ...info } = await lookAt(path);
    if (info.isDirectory) throw new Deno.errors.IsADirectory();
    if (info.isSocket) throw new SyntaxError("it is a socket, not a file");
    if (info.isBlockDevice) throw new SyntaxError("it is a disk, not a file");
    using open = new DisposableStack();
    const file = open.use(await Deno.open(path));
    open.use(keepInput(path));
    return await sourceOf(file, file, isFile, open.move());
  }
  if (isStandardInputTaken) throw new UsageError("Cannot read standard input twice: name it once");
  isStandardInputTaken = true;
  using open = new DisposableStack();
  open.use(keepInput(path));
  return await sourceOf(Deno.stdin, undefined, false, open.move());
}

async function sourceOf(
  reader: Pick<Deno.FsFile, "read">,
  file: Deno.FsFile | undefined,
  isFile: boolean,
  open: DisposableStack,
): Promise<Source> {
  using owner = open;
  const head = await readHead(reader);
  const held = owner.move();
  return {
    file,
    isFile,
    head,
    async *chunks() {
      if (isFile) await file?.seek(head.length, Deno.SeekMode.Start);
      if (head.length > 0) yield head;
      const buffer = new Uint8Array(chunk_bytes);
      for (let read; (read = await reader.read(buffer)) !== null;) yield buffer.subarray(0, read);
    },
    [Symbol.dispose]: () => held.dispose(),
  };
}

/** The first bytes; fewer only if there are no more. */
async function readHead(reader: Pick<Deno.FsFile, "read">): Promise<Uint8Array> {
  const head = new Uint8Array(magic_bytes);
  for (let filled = 0;;) {
    const read = filled < head.length ? await reader.read(head.subarray(filled)) : null;
    if (read === null) return head.subarray(0, filled);
    filled += read;
  }
}

/** What can be read only once, copied into a file that is gone when it is closed. */
async function keptOnDisk(once: Source): Promise<Source> {
  using open = new DisposableStack();
  const folder = open.adopt(temporaryFolder("dzstore_input_"), discard);
  const file = open.use(
    await Deno.open(join(folder, "input"), { createNew: true, read: true, write: true }),
  );
  for await (const piece of once.chunks()) await writeAll(file, piece);
  await file.seek(0, Deno.SeekMode.Start);
  return await sourceOf(file, file, true, open.move());
}

function fileOf({ file }: Source): Deno.FsFile {
  if (!file) throw new TypeError("Cannot read rows: only a Parquet file has some");
  return file;
}

async function* told(
  chunks: AsyncIterable<Uint8Array>,
  onBytes: OnBytes,
): AsyncGenerator<Uint8Array> {
  let total = 0;
  for await (const chunk of chunks) {
    yield chunk;
    onBytes(total += chunk.length);
  }
}

/** What to say of an error while an input was read; what is no mistake of a user's stays as it is. */
function readError(name: string, error: unknown): unknown {
  if (error instanceof DzError) return error;
  if (error instanceof SyntaxError) {
    return new FileError(`Cannot read ${name}: ${error.message}`, { cause: error });
  }
  return isSystemError(error) ? FileError.from(`Cannot read ${name}`, error) : error;
}
