/** One record of CSV, read from bytes. */

const newline = 10, carriageReturn = 13, comma = 44, quote = 34;
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * One record of CSV after RFC 4180, read from bytes: fields between commas, in quotes or not; a quote
 * in quotes is doubled; a quoted field may hold commas and line breaks. CRLF ends a line as well.
 */
export class CsvRecord {
  /** How many fields it has; 0 if its quotes are not right: its line then stands where its first would. */
  fields = 0;
  /** How many lines it takes up. */
  lines = 1;
  /** Where the fields stand, without their quotes: see {@link begin} and {@link end}. */
  bytes: Uint8Array = new Uint8Array();
  #bounds = new Int32Array(64);
  /** The fields of a record with quotes, without them, and how many bytes they are. */
  #unquoted = new Uint8Array(256);
  #length = 0;

  /** Where a field begins in {@link bytes}. */
  begin(field: number): number {
    return this.#bounds[2 * field] as number;
  }

  /** Where a field ends in {@link bytes}. */
  end(field: number): number {
    return this.#bounds[2 * field + 1] as number;
  }

  /** A field as text. */
  text(field: number): string {
    return decoder.decode(this.bytes.subarray(this.begin(field), this.end(field)));
  }

  /** All fields as text. */
  texts(): string[] {
    return Array.from({ length: this.fields }, (_, field) => this.text(field));
  }

  /**
   * Reads the record that begins at `bytes[from]`. One whose quotes are not right, or are still open
   * at `to`, is its first line alone and has no fields.
   *
   * @param whole whether nothing follows `to`
   * @returns where the newline is that ends it, or `to`; -1 if what follows `to` has to be seen
   */
  read(bytes: Uint8Array, from: number, to: number, whole: boolean): number {
    this.fields = 0;
    this.lines = 1;
    this.bytes = bytes;
    let begin = from;
    for (let at = from; at < to; at++) {
      const byte = bytes[at];
      if (byte === comma) {
        this.#add(begin, at);
        begin = at + 1;
      } else if (byte === newline) {
        this.#add(begin, withoutReturn(bytes, begin, at));
        return at;
      } else if (byte === quote) {
        return this.#readQuoted(bytes, from, to, whole);
      }
    }
    if (!whole) return -1;
    this.#add(begin, withoutReturn(bytes, begin, to));
    return to;
  }

  /** Reads a record with quotes; its fields are copied, without them. */
  #readQuoted(bytes: Uint8Array, from: number, to: number, whole: boolean): number {
    if (this.#unquoted.length < to - from) this.#unquoted = new Uint8Array(to - from);
    this.bytes = this.#unquoted;
    this.fields = 0;
    this.#length = 0;
    for (let at = from;; at++) {
      const begin = this.#length;
      at = at < to && bytes[at] === quote
        ? this.#copyQuoted(bytes, at + 1, to)
        : this.#copyPlain(bytes, at, to);
      if (at >= to && !whole) return -1;
      const isLast = at === to || bytes[at] === newline;
      if (at > to || !(isLast || bytes[at] === comma)) return this.#refuse(bytes, from, to, whole);
      this.#add(begin, this.#length);
      if (isLast) return at;
    }
  }

  /** Copies a field without quotes; returns where it is over, or where a quote is. */
  #copyPlain(bytes: Uint8Array, from: number, to: number): number {
    let at = from;
    for (; at < to; at++) {
      const byte = bytes[at] as number;
      if (byte === comma || byte === newline || byte === quote) break;
      this.#unquoted[this.#length++] = byte;
    }
    if (at === to || bytes[at] === newline) {
      this.#length -= at - withoutReturn(bytes, from, at);
    }
    return at;
  }

  /** Copies a field in quotes; returns where it is over, or a place beyond `to` if it is still open. */
  #copyQuoted(bytes: Uint8Array, from: number, to: number): number {
    for (let at = from; at < to; at++) {
      const byte = bytes[at] as number;
      if (byte === quote) {
        const next = at + 1 < to ? bytes[at + 1] : undefined;
        if (next !== quote) return next === carriageReturn ? at + 2 : at + 1;
        at++; // a doubled one
      } else if (byte === newline) {
        this.lines++;
      }
      this.#unquoted[this.#length++] = byte;
    }
    return to + 1;
  }

  #add(begin: number, end: number): void {
    if (2 * this.fields === this.#bounds.length) {
      const bounds = new Int32Array(2 * this.#bounds.length);
      bounds.set(this.#bounds);
      this.#bounds = bounds;
    }
    this.#bounds[2 * this.fields] = begin;
    this.#bounds[2 * this.fields + 1] = end;
    this.fields++;
  }

  #refuse(bytes: Uint8Array, from: number, to: number, whole: boolean): number {
    this.fields = 0;
    this.lines = 1;
    this.bytes = bytes;
    const at = bytes.indexOf(newline, from);
    const end = at >= 0 && at < to ? at : whole ? to : -1;
    this.#bounds[0] = from;
    this.#bounds[1] = withoutReturn(bytes, from, Math.max(end, from));
    return end;
  }
}

/** Where a field ends behind which there may be a carriage return. */
function withoutReturn(bytes: Uint8Array, begin: number, end: number): number {
  return end > begin && bytes[end - 1] === carriageReturn ? end - 1 : end;
}
