/** The scanner of a log: bytes in, counts out. */
import { CsvRecord } from "../../base/text/csv_record.ts";
import { addCubes, CubeBuilder, type CubeShape } from "./cube.ts";
import { type Header, ScanKernel } from "./kernel.ts";
import { type LogCounts, type RejectReason, tooManyCounts } from "./log_counts.ts";
import { columnsOf, type LogFormat } from "../../log_format.ts";
import { type OnReject, RejectedRows } from "./rejected_rows.ts";
import { longestLine_bytes } from "../../base/text/record_reader.ts";
import { placesIn } from "../../base/input/header.ts";
import { RowReader } from "./row_reader.ts";

/** How to scan. */
export interface ScannerOptions {
  readonly format: LogFormat;
  /** What to count. */
  readonly shape: CubeShape;
  /** The compiled kernel; absent: all is done in TypeScript. */
  readonly module?: WebAssembly.Module | undefined;
  /** The columns, if the scan does not begin with the header. */
  readonly header?: Header | undefined;
  /** Told of each line that cannot be used, until it says that no more are wanted. */
  readonly onReject?: OnReject;
}

/** A place in a log. */
export interface Place {
  /** How many bytes are before it. */
  readonly position: number;
  /** Records that begin after so many bytes are left out. Default: none. */
  readonly limit?: number;
  /** How many lines are before it. Default: 0. */
  readonly line?: number;
  /** Whether it may be within a line, the rest of which is then left out. */
  readonly inLine?: boolean;
}

/** How much is read at once: small enough for the processor's cache. */
const chunk_bytes = 256 * 1024;
const buffer_bytes = chunk_bytes + 2 * longestLine_bytes;
const shownText_bytes = 1000, newline = 10, carriageReturn = 13;

/**
 * Reads a log piece by piece and reduces it to counts, in memory by what occurs. The header decides
 * the order of the columns; more columns than the four are allowed and ignored. Plain rows are counted
 * by the kernel; whatever it does not take is read here, after RFC 4180: quotes, with commas and line
 * breaks in them, blank lines, the header again, CRLF, a byte order mark, no newline at the end. A
 * quoted field that does not end within the longest line makes its first line unusable, no more.
 */
export class LogScanner {
  readonly #options: ScannerOptions;
  readonly #kernel: ScanKernel | undefined;
  readonly #plain: CubeBuilder;
  readonly #rejected: RejectedRows;
  readonly #record = new CsvRecord();
  readonly #rows: RowReader;
  #limit = Infinity;
  #header: Header | undefined;
  /** What was read and not yet counted is at `buffer[at..filled)`. */
  #buffer: Uint8Array<ArrayBuffer>;
  #at = 0;
  #filled = 0;
  #began: number | undefined = 0;
  /** How many bytes were before the buffer's first. */
  #before = 0;
  #line = 0;
  #read = 0;
  #kept = 0;
  /** The line at hand is too long, and thrown away up to its end. */
  #skipping = false;

  constructor(options: ScannerOptions) {
    const { format, shape, module } = options;
    this.#options = options;
    this.#kernel = module && new ScanKernel(module, format, shape, buffer_bytes);
    this.#buffer = this.#kernel?.buffer ?? new Uint8Array(buffer_bytes);
    this.#plain = new CubeBuilder(shape);
    this.#rejected = new RejectedRows(options.onReject);
    this.#rows = new RowReader(format, shape.products, options.header?.times);
    if (options.header) this.#useHeader(options.header);
  }

  /**
   * Goes on elsewhere: what follows is from another place of the log, or from another log with the
   * same columns. What was counted stays.
   */
  begin({ position, limit = Infinity, line = 0, inLine = false }: Place): void {
    this.#at = this.#filled = 0;
    this.#before = position;
    this.#limit = limit;
    this.#line = line;
    this.#skipping = inLine;
    this.#began = inLine ? undefined : position;
  }

  /** The columns, once the first line was read; how times are written, once one was. */
  get header(): Header | undefined {
    return this.#header;
  }

  /** How many lines were read so far. */
  get lines(): number {
    return this.#line;
  }

  /** How many rows were read so far, and how many of them counted. */
  get rows(): { readonly read: number; readonly kept: number } {
    return { read: this.#read, kept: this.#kept };
  }

  /** The rows that cannot be used, of those that were read so far. */
  get rejected(): RejectedRows {
    return this.#rejected;
  }

  /** How many bytes are before the next record, or before the rest of a line that is left out. */
  get position(): number {
    return this.#before + this.#at;
  }

  /** Where the first record begins: behind the line, if the scan began within one and has seen its end. */
  get began(): number | undefined {
    return this.#began;
  }

  /** Whether the limit is reached, and the record that began before it read. */
  get isDone(): boolean {
    return this.position >= this.#limit && !(this.#skipping && this.#began !== undefined);
  }

  /** Room for the next bytes of the log. */
  get space(): Uint8Array<ArrayBuffer> {
    return this.#buffer.subarray(this.#filled, this.#filled + chunk_bytes);
  }

  /**
   * Counts what was put into {@link space}.
   *
   * @param length how many bytes that was
   * @throws {SyntaxError} if the first line is not a header with the four columns
   */
  take(length: number): void {
    this.#filled += length;
    this.#count(false);
    this.#buffer.copyWithin(0, this.#at, this.#filled);
    this.#before += this.#at;
    this.#filled -= this.#at;
    this.#at = 0;
  }

  /** Takes the next piece of the log; pieces may end anywhere. Throws as {@link take} does. */
  push(piece: Uint8Array): void {
    for (let from = 0; from < piece.length;) {
      const part = piece.subarray(from, from + this.space.length);
      this.space.set(part);
      this.take(part.length);
      from += part.length;
    }
  }

  /**
   * Takes the last line if no newline ended it, and returns the counts.
   *
   * @throws {SyntaxError} if there was no header
   */
  end(): LogCounts {
    this.finish();
    if (!this.#header) {
      const expected = columnsOf(this.#options.format).join(",");
      throw new SyntaxError(`it is empty, expected the header ${expected}`);
    }
    return this.counts();
  }

  /** Takes the last line if no newline ended it; what follows {@link begin}s elsewhere. */
  finish(): void {
    this.#count(true);
  }

  /** What was counted so far. */
  counts(): LogCounts {
    const plain = this.#plain.cube(), fast = this.#kernel?.cube();
    return {
      rows_read: this.#read,
      rows_kept: this.#kept,
      rejected: this.#rejected.byReason,
      times: this.#header?.times,
      cube: fast ? addCubes([fast, plain]) : plain,
    };
  }

  /** Counts what is in the buffer; `whole` if nothing follows. */
  #count(whole: boolean): void {
    while (this.#at < this.#filled && !this.isDone) {
      if (this.#skipping) {
        this.#skip();
        continue;
      }
      if (this.#kernel && this.#header?.times) this.#countPlain(this.#kernel);
      if (this.#at >= this.#filled || this.isDone) return;
      if (!this.#countRecord(whole)) return;
    }
  }

  /** Lets the kernel count as many rows as it can. */
  #countPlain(kernel: ScanKernel): void {
    const limit = Math.min(this.#limit - this.#before, this.#filled);
    const { at, rows } = kernel.scan(this.#at, limit, this.#filled);
    if (this.#buffer.length === 0) this.#buffer = kernel.buffer; // it has moved
    if (kernel.isFull) throw new SyntaxError(tooManyCounts);
    this.#at = at;
    this.#line += rows;
    this.#read += rows;
    this.#kept += rows;
  }

  /** Counts one record, or rejects it; `false` if more bytes have to be seen first. */
  #countRecord(whole: boolean): boolean {
    if (!this.#header) this.#skipByteOrderMark();
    const from = this.#at;
    const to = Math.min(this.#filled, from + longestLine_bytes + 1);
    const isLast = whole && to === this.#filled;
    const isFull = to - from > longestLine_bytes;
    const end = this.#record.read(this.#buffer, from, to, isLast || isFull);
    if (end < 0) return false;
    const reason = this.#header && this.#judge(this.#header, from, end);
    this.#line++;
    if (!this.#header) this.#takeHeader(from, end);
    else if (reason === undefined) this.#keep(this.#header);
    else if (reason !== "blank") this.#reject(reason, from, end);
    this.#line += this.#record.lines - 1;
    this.#skipping = end === to && !isLast;
    this.#at = Math.min(end + 1, to);
    return true;
  }

  #skipByteOrderMark(): void {
    const mark = [0xef, 0xbb, 0xbf];
    if (mark.every((byte, index) => this.#buffer[this.#at + index] === byte)) this.#at += 3;
  }

  #skip(): void {
    const end = this.#buffer.subarray(this.#at, this.#filled).indexOf(newline);
    this.#skipping = end < 0;
    this.#at = end < 0 ? this.#filled : this.#at + end + 1;
    if (!this.#skipping) this.#began ??= this.position;
  }

  /** Reads the first line. */
  #takeHeader(from: number, end: number): void {
    const names = end - from > longestLine_bytes ? [] : this.#record.texts();
    const line = this.#buffer.subarray(from, Math.min(end, from + shownText_bytes));
    const [timestamp = 0, user = 0, product = 0, event = 0] = placesIn(
      names,
      { needed: columnsOf(this.#options.format) },
      { shown: new TextDecoder().decode(line) },
    );
    this.#useHeader({ timestamp, user, product, event, fields: names.length });
  }

  #useHeader(header: Header): void {
    this.#header = header;
    if (this.#kernel) this.#kernel.header = header;
  }

  /** Why the record that was read cannot be counted. */
  #judge(header: Header, from: number, end: number): RejectReason | "blank" | undefined {
    if (end - from > longestLine_bytes) return "line too long";
    if (end === from || (end - from === 1 && this.#buffer[from] === carriageReturn)) return "blank";
    const reason = this.#rows.read(this.#record, header);
    const { times } = this.#rows;
    if (times !== header.times) this.#useHeader({ ...header, times });
    return reason;
  }

  #keep({ user }: Header): void {
    this.#read++;
    this.#kept++;
    const { product, type, hour } = this.#rows.row;
    this.#plain.add(product, type, hour, () => this.#record.text(user));
  }

  #reject(reason: RejectReason, from: number, end: number): void {
    this.#read++;
    const shown = this.#buffer.subarray(from, Math.min(end, from + shownText_bytes));
    const text = () => new TextDecoder().decode(shown).replace(/\r$/, "");
    this.#rejected.add({ line: this.#line, reason }, text);
  }
}
