/** The records of a CSV file that comes in pieces. */
import { CsvRecord } from "./csv_record.ts";

/** The longest line that can be one of a log's; a longer one is rejected unread. */
export const longestLine_bytes = 64 * 1024;

/** A record of a CSV file, and where it is. Both are valid until the next one. */
export interface FoundRecord {
  /** The number of its first line, from 1. */
  readonly line: number;
  /** The record; none if the line is too long to be one. */
  readonly record: CsvRecord | undefined;
}

/** Cuts a CSV file, given in pieces, into its records; blank lines below the header are none. */
export class RecordReader {
  readonly #take: (found: FoundRecord) => void;
  readonly #longest_bytes: number;
  readonly #record = new CsvRecord();
  /** What was read and not yet taken. */
  #rest = new Uint8Array(0);
  #line = 1;
  /** Whether the line at hand is too long, and thrown away up to its end. */
  #skipping = false;

  /**
   * @param take is given one record after the other, the header first
   * @param longest_bytes what is longer is no record
   */
  constructor(take: (found: FoundRecord) => void, longest_bytes: number = longestLine_bytes) {
    this.#take = take;
    this.#longest_bytes = longest_bytes;
  }

  /** Takes the next piece of the file; pieces may end anywhere. */
  push(piece: Uint8Array): void {
    const bytes = new Uint8Array(this.#rest.length + piece.length);
    bytes.set(this.#rest);
    bytes.set(piece, this.#rest.length);
    this.#rest = bytes.subarray(this.#read(bytes, false));
  }

  /** Takes the last record if no newline ended it. */
  end(): void {
    this.#read(this.#rest, true);
  }

  /** Reads what is complete; returns where the rest begins. */
  #read(bytes: Uint8Array, whole: boolean): number {
    let at = this.#line === 1 && startsWithMark(bytes) ? 3 : 0;
    while (at < bytes.length) {
      if (this.#skipping) {
        const end = bytes.indexOf(newline, at);
        if (end < 0) return bytes.length;
        at = end + 1;
        this.#skipping = false;
        continue;
      }
      const to = Math.min(bytes.length, at + this.#longest_bytes + 1);
      const isLast = whole && to === bytes.length;
      const isFull = to - at > this.#longest_bytes;
      const end = this.#record.read(bytes, at, to, isLast || isFull);
      if (end < 0) return at;
      const isTooLong = end - at > this.#longest_bytes;
      if (isTooLong || this.#line === 1 || !isBlank(bytes, at, end)) {
        this.#take({ line: this.#line, record: isTooLong ? undefined : this.#record });
      }
      this.#line += this.#record.lines;
      this.#skipping = end === to && !isLast;
      at = Math.min(end + 1, to);
    }
    return at;
  }
}

const newline = 10, carriageReturn = 13;

const startsWithMark = ([first, second, third]: Uint8Array) =>
  first === 0xef && second === 0xbb && third === 0xbf;

function isBlank(bytes: Uint8Array, from: number, end: number): boolean {
  return end === from || (end - from === 1 && bytes[from] === carriageReturn);
}
