import { parse } from "@std/csv";
import { ByteTable } from "./byte_table.ts";
import { columnsOf, eventTypes, type LogFormat } from "./log_format.ts";
import { isTimestamp } from "./timestamp.ts";

/** Why a line cannot be used. */
const rejectReasons = [
  "wrong field count",
  "bad timestamp",
  "unknown event",
  "unknown product",
  "unpaired quotes",
  "line too long",
] as const;
export type RejectReason = typeof rejectReasons[number];

/** A line that cannot be used; `text` is at most the first 1,000 bytes of it. */
export interface RejectedLine {
  /** Counted from 1, the header included. */
  readonly line: number;
  readonly reason: RejectReason;
  readonly text: string;
}

/** Counts of a log; `rows_read` is always `rows_kept` plus the rejected rows. */
export interface LogCounts {
  readonly rows_read: number;
  readonly rows_kept: number;
  /** By reason: how many, and the first few line numbers. */
  readonly rejected: ReadonlyMap<
    RejectReason,
    { readonly count: number; readonly lines: number[] }
  >;
  /** Row counts by product and event: `counts[product * eventTypes.length + event]`. */
  readonly counts: Float64Array;
}

/** The longest line that can be one of a log's; a longer one is rejected unread. */
export const longestLine_bytes = 64 * 1024;

const shownLines = 5;
const shownText_bytes = 1000;
const newline = 10, carriageReturn = 13, comma = 44, quote = 34;

/**
 * Reads a log piece by piece and counts its rows by product and event, in constant memory.
 *
 * The header decides the order of the columns; more columns than the four are allowed and ignored.
 * Rows without quotes are read as bytes; rows with quotes go through a CSV parser. Blank lines, a
 * byte order mark, CRLF and a missing newline at the end are accepted.
 */
export class LogScanner {
  readonly #format: LogFormat;
  readonly #products: ByteTable;
  readonly #events: ByteTable;
  readonly #onReject: (line: RejectedLine) => void;
  readonly #counts: Float64Array;
  readonly #rejected = new Map<RejectReason, { count: number; lines: number[] }>();
  /** Where the columns stand; no fields until the header was read. */
  #header = { timestamp: 0, product: 0, event: 0, fields: 0 };
  /** The commas of the row at hand; the first stands before it, the last after it. */
  #commas = new Int32Array(0);
  #line = 0;
  #read = 0;
  #kept = 0;
  /** The beginning of a line whose end is in the next piece. */
  #rest = new Uint8Array(longestLine_bytes);
  #restLength = 0;
  /** The line at hand is too long, and thrown away up to its end. */
  #skipping = false;

  /**
   * @param products the `_id`s or names, whichever the format names products by
   * @param onReject told of each line that cannot be used
   */
  constructor(
    format: LogFormat,
    products: readonly string[],
    onReject: (line: RejectedLine) => void = () => {},
  ) {
    this.#format = format;
    this.#products = new ByteTable(products);
    this.#events = new ByteTable(format.words);
    this.#onReject = onReject;
    this.#counts = new Float64Array(products.length * eventTypes.length);
  }

  /**
   * Takes the next piece of the file; pieces may end anywhere.
   *
   * @throws {SyntaxError} if the first line is not a header with the four columns
   */
  push(piece: Uint8Array): void {
    let from = 0;
    for (let end; (end = piece.indexOf(newline, from)) >= 0; from = end + 1) {
      if (this.#skipping) {
        this.#skipping = false;
      } else if (this.#restLength === 0) {
        this.#takeLine(piece, from, end);
      } else if (this.#keepRest(piece, from, end)) {
        this.#takeRest();
      } else {
        this.#skipping = false;
      }
    }
    if (!this.#skipping) this.#skipping = !this.#keepRest(piece, from, piece.length);
  }

  /**
   * Takes the last line if no newline ended it, and returns the counts.
   *
   * @throws {SyntaxError} if there was no header
   */
  end(): LogCounts {
    if (this.#restLength > 0) this.#takeRest();
    if (!this.#hasHeader) {
      throw new SyntaxError(`it is empty, expected the header ${this.#expected}`);
    }
    return {
      rows_read: this.#read,
      rows_kept: this.#kept,
      rejected: this.#rejected,
      counts: this.#counts,
    };
  }

  get #hasHeader(): boolean {
    return this.#header.fields > 0;
  }

  get #expected(): string {
    return columnsOf(this.#format).join(",");
  }

  /** Adds to the beginning of a line; `false`, and the line is rejected, if it gets too long. */
  #keepRest(piece: Uint8Array, from: number, to: number): boolean {
    const length = this.#restLength + to - from;
    if (length <= longestLine_bytes) {
      this.#rest.set(piece.subarray(from, to), this.#restLength);
      this.#restLength = length;
      return true;
    }
    const room = Math.min(shownText_bytes, longestLine_bytes) - this.#restLength;
    if (room > 0) {
      this.#rest.set(piece.subarray(from, from + room), this.#restLength);
      this.#restLength += room;
    }
    this.#line++;
    if (!this.#hasHeader) this.#refuseHeader(this.#rest, 0, this.#restLength);
    this.#read++;
    this.#reject("line too long", this.#rest, 0, this.#restLength);
    this.#restLength = 0;
    return false;
  }

  #takeRest(): void {
    const length = this.#restLength;
    this.#restLength = 0;
    this.#takeLine(this.#rest, 0, length);
  }

  #takeLine(bytes: Uint8Array, from: number, newlineAt: number): void {
    this.#line++;
    const to = newlineAt > from && bytes[newlineAt - 1] === carriageReturn
      ? newlineAt - 1
      : newlineAt;
    if (!this.#hasHeader) return this.#takeHeader(bytes, from, to);
    if (to === from) return;
    this.#read++;
    if (to - from > longestLine_bytes) return this.#reject("line too long", bytes, from, to);
    const reason = this.#count(bytes, from, to);
    if (reason === undefined) this.#kept++;
    else this.#reject(reason, bytes, from, to);
  }

  #takeHeader(bytes: Uint8Array, from: number, to: number): void {
    if (to - from > longestLine_bytes) this.#refuseHeader(bytes, from, to);
    const names = fieldsOf(new TextDecoder().decode(bytes.subarray(from, to))) ?? [];
    const at = (column: string) => names.indexOf(column);
    const { timestamp, user, product, event } = this.#format;
    if ([timestamp, user, product, event].some((column) => at(column) < 0)) {
      this.#refuseHeader(bytes, from, to);
    }
    this.#header = {
      timestamp: at(timestamp),
      product: at(product),
      event: at(event),
      fields: names.length,
    };
    this.#commas = new Int32Array(names.length + 1);
  }

  #refuseHeader(bytes: Uint8Array, from: number, to: number): never {
    const [first, second] = bytes.subarray(from, from + 2);
    if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
      throw new SyntaxError("it is written in UTF-16; save it as UTF-8");
    }
    const shown = JSON.stringify(textOf(bytes, from, Math.min(to, from + 80)));
    throw new SyntaxError(`line 1 is ${shown}, expected the header ${this.#expected}`);
  }

  /** Counts a row, or says why it cannot be used. */
  #count(bytes: Uint8Array, from: number, to: number): RejectReason | undefined {
    const commas = this.#commas;
    const { fields } = this.#header;
    let found = 0;
    for (let i = from; i < to; i++) {
      const byte = bytes[i];
      if (byte === quote) return this.#countQuoted(bytes, from, to);
      if (byte === comma && ++found < fields) commas[found] = i;
    }
    if (found + 1 !== fields) return "wrong field count";
    commas[0] = from - 1;
    commas[fields] = to;
    return this.#countFields(bytes);
  }

  /** Lets a CSV parser read a row that has quotes, and counts what it found. */
  #countQuoted(bytes: Uint8Array, from: number, to: number): RejectReason | undefined {
    const values = fieldsOf(new TextDecoder().decode(bytes.subarray(from, to)));
    if (!values) return "unpaired quotes";
    if (values.length !== this.#header.fields) return "wrong field count";
    const encoded = values.map((value) => new TextEncoder().encode(value));
    const plain = new Uint8Array(encoded.reduce((length, value) => length + value.length + 1, 0));
    let at = 0;
    this.#commas[0] = -1;
    for (const [field, value] of encoded.entries()) {
      plain.set(value, at);
      at += value.length;
      this.#commas[field + 1] = at++;
    }
    return this.#countFields(plain);
  }

  /** Counts the row whose fields stand between the `#commas`. */
  #countFields(bytes: Uint8Array): RejectReason | undefined {
    const { timestamp, product, event } = this.#header;
    const commas = this.#commas;
    const begin = (field: number) => (commas[field] as number) + 1;
    const end = (field: number) => commas[field + 1] as number;
    if (!isTimestamp(bytes, begin(timestamp), end(timestamp))) return "bad timestamp";
    const eventIndex = this.#events.find(bytes, begin(event), end(event));
    if (eventIndex < 0) return "unknown event";
    const productIndex = this.#products.find(bytes, begin(product), end(product));
    if (productIndex < 0) return "unknown product";
    (this.#counts[productIndex * eventTypes.length + eventIndex] as number)++;
  }

  #reject(reason: RejectReason, bytes: Uint8Array, from: number, to: number): void {
    const entry = this.#rejected.get(reason) ?? { count: 0, lines: [] };
    this.#rejected.set(reason, entry);
    entry.count++;
    if (entry.lines.length < shownLines) entry.lines.push(this.#line);
    this.#onReject({
      line: this.#line,
      reason,
      text: textOf(bytes, from, Math.min(to, from + shownText_bytes)),
    });
  }
}

const textOf = (bytes: Uint8Array, from: number, to: number) =>
  new TextDecoder().decode(bytes.subarray(from, to));

/** The fields of one line of CSV, or `undefined` if its quotes do not pair. */
function fieldsOf(line: string): string[] | undefined {
  try {
    return parse(line)[0];
  } catch {
    return undefined;
  }
}
