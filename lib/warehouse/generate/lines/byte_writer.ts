/** Bytes written one after another into pieces of a megabyte. */
import { encoded } from "../../../base/text/encoded.ts";
import { dayText } from "../market/local_time.ts";

const pieceBytes = 1 << 20;
/** No single write is longer. */
const longest = 8_192;

const encoder = new TextEncoder();
const hex = Uint16Array.from({ length: 256 }, (_, byte) => {
  const [high, low] = byte.toString(16).padStart(2, "0");
  return (high ?? "0").charCodeAt(0) | ((low ?? "0").charCodeAt(0) << 8);
});
/** Days from 2016 to 2020, as bytes. */
const days = Array.from({ length: 1_830 }, (_, day) => encoded(dayText(day)));

const [comma, quote, newline, point, colon, space, zero] = [44, 34, 10, 46, 58, 32, 48] as const;

// What the real files quote: text that might be taken for a number, and what must be.
const quotedFirst = /^[0-9]/, needsQuotes = /[,"\r\n]/;

/**
 * Writes lines of CSV files as the real ones are: ids and texts stand in quotes if they begin with a
 * digit or cannot do without, so that of two ids side by side one may have quotes, the other none.
 */
export class ByteWriter {
  readonly #done: Uint8Array<ArrayBuffer>[] = [];
  #piece = new Uint8Array(pieceBytes);
  #at = 0;

  /** The end of a line. */
  line() {
    this.#piece[this.#at++] = newline;
    if (this.#at > pieceBytes - longest) this.#next();
  }

  comma() {
    this.#piece[this.#at++] = comma;
  }

  /** Bytes as they are. */
  bytes(bytes: Uint8Array) {
    this.#piece.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  /** Short ASCII text. */
  ascii(text: string) {
    for (let i = 0; i < text.length; i++) this.#piece[this.#at++] = text.charCodeAt(i);
  }

  /** Any text, in UTF-8. */
  text(text: string) {
    this.#at += encoder.encodeInto(text, this.#piece.subarray(this.#at)).written;
  }

  /** A text that may hold anything. */
  field(text: string) {
    if (quotedFirst.test(text) || needsQuotes.test(text)) {
      this.#piece[this.#at++] = quote;
      this.text(text.replaceAll('"', '""'));
      this.#piece[this.#at++] = quote;
    } else this.text(text);
  }

  /** An id. */
  id(words: Int32Array) {
    const quoted = (words[0] ?? 0) >>> 28 < 10;
    if (quoted) this.#piece[this.#at++] = quote;
    for (let i = 0; i < 4; i++) {
      const word = words[i] ?? 0;
      for (let shift = 24; shift >= 0; shift -= 8) {
        const pair = hex[(word >>> shift) & 255] ?? 0;
        this.#piece[this.#at++] = pair & 255;
        this.#piece[this.#at++] = pair >> 8;
      }
    }
    if (quoted) this.#piece[this.#at++] = quote;
  }

  /** A zip prefix of five digits in quotes. */
  zip(value: number) {
    this.#piece[this.#at++] = quote;
    for (let unit = 10_000; unit > 0; unit = Math.floor(unit / 10)) {
      this.#piece[this.#at++] = zero + Math.floor(value / unit) % 10;
    }
    this.#piece[this.#at++] = quote;
  }

  /** A whole number, 0 or more. */
  integer(value: number) {
    let unit = 1;
    while (unit * 10 <= value) unit *= 10;
    for (; unit >= 1; unit = Math.floor(unit / 10)) {
      this.#piece[this.#at++] = zero + Math.floor(value / unit) % 10;
    }
  }

  /** Centavos as reais with two decimals. */
  money(centavos: number) {
    this.integer(Math.floor(centavos / 100));
    this.#piece[this.#at++] = point;
    this.#two(centavos % 100);
  }

  /** A time, see `local_time.ts`. */
  time(seconds: number) {
    this.bytes(days[Math.floor(seconds / 86_400)] ?? new Uint8Array());
    this.#piece[this.#at++] = space;
    this.#two(Math.floor(seconds / 3_600) % 24);
    this.#piece[this.#at++] = colon;
    this.#two(Math.floor(seconds / 60) % 60);
    this.#piece[this.#at++] = colon;
    this.#two(seconds % 60);
  }

  /** All pieces; the writer is used up. */
  done(): Uint8Array<ArrayBuffer>[] {
    this.#next();
    return this.#done;
  }

  #two(value: number) {
    this.#piece[this.#at++] = zero + Math.floor(value / 10);
    this.#piece[this.#at++] = zero + value % 10;
  }

  #next() {
    this.#done.push(this.#piece.subarray(0, this.#at));
    this.#piece = new Uint8Array(pieceBytes);
    this.#at = 0;
  }
}
