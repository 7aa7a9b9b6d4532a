/** The logs of `bench trends`: what a shop writes in 90 days, in time order, drawn from a seed. */
import { encoded } from "../../lib/base/text/encoded.ts";
import { hour_ms } from "../../lib/base/durations.ts";
import { type Random, random } from "../../lib/base/random.ts";
import { columnsOf, shopLog } from "../../lib/log_format.ts";

/** About how long a row is: with the four columns alone, or with four more that nobody asks for. */
export type RowBytes = 45 | 160;

/** How large a log is. */
export interface LogSize {
  readonly rows: number;
  readonly row_bytes: RowBytes;
}

/** A line of the answer that every engine must give. */
export interface ProductViews {
  readonly product_id: string;
  readonly views: number;
}

/** What was written. */
export interface WrittenLog {
  /** With the header. */
  readonly bytes: number;
  /** The ten most viewed products, ties by id. */
  readonly top: readonly ProductViews[];
}

/** The products that a log names, `prod_001` to `prod_064`. */
export const productIds: readonly string[] = Array.from(
  { length: 64 },
  (_, product) => `prod_${`${product + 1}`.padStart(3, "0")}`,
);

/** The users that a log names, `user_1000` to `user_9999`. */
export const userIds = (): string[] =>
  Array.from({ length: users }, (_, user) => `user_${firstUser + user}`);

const days = 90, begin_ms = Date.UTC(2025, 8, 2);
const firstUser = 1000, users = 9000;

/** Of 100 events. A buy is a letter shorter, which makes 44.96 bytes a row on average. */
const eventShares = [88, 8, 4];

/** How busy the hours of a day are, from midnight. */
const hourWeights = [
  ...[4, 2, 1, 1, 1, 1, 2, 4, 6, 8, 10, 11],
  ...[12, 11, 10, 10, 11, 12, 14, 17, 20, 21, 16, 9],
];

const extraColumns = ["session_id", "url", "referrer", "user_agent"];

/** Where visitors come from and what with, and how many of 100: chosen to make 160 bytes a row. */
const referrers = [
  ["", 30],
  ["https://www.google.com/", 30],
  ["https://www.facebook.com/", 15],
  ["https://www.instagram.com/", 10],
  ["https://www.ouedkniss.com/boutiques", 15],
] as const;
const agents = [
  ["Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0", 38],
  ["Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X)", 35],
  ["DzStore/5.2 (Android 14; SM-A546E)", 27],
] as const;

const buffer_bytes = 1 << 20, longestRow_bytes = 512;
const zero = 48, comma = 44, colon = 58, letterZ = 90, newline = 10;
const hexDigits = encoded("0123456789abcdef");

/**
 * Writes a log, header first.
 *
 * @param seed the same seed gives the same log, to the byte
 * @param write is given the next bytes, which change after it returns
 */
export function writeLog(
  { rows, row_bytes }: LogSize,
  seed: number,
  write: (bytes: Uint8Array) => void,
): WrittenLog {
  const generator = random(seed, "bench trends");
  const wide = row_bytes > 45;
  const products = texts(productIds), events = texts(shopLog.words);
  const productOf = lookup(longTail(generator)), eventOf = lookup(eventShares);
  const origins = referrers.flatMap(([from, some]) =>
    agents.map(([agent, share]) => ({ text: `,${from},${agent}`, weight: some * share }))
  );
  const originTexts = texts(origins.map(({ text }) => text));
  const originOf = lookup(origins.map(({ weight }) => weight));
  const page = encoded(",/products/");
  const views = new Float64Array(productIds.length);

  const buffer = new Uint8Array(buffer_bytes + longestRow_bytes);
  const header = [...columnsOf(shopLog), ...(wide ? extraColumns : [])].join(",");
  let at = new TextEncoder().encodeInto(`${header}\n`, buffer).written, bytes = 0;
  const put = (text: Uint8Array) => {
    for (let i = 0; i < text.length; i++) buffer[at + i] = text[i] as number;
    at += text.length;
  };
  const putDigits = (value: number, digits: number) => {
    for (let i = at + digits - 1; i >= at; i--) {
      const rest = Math.floor(value / 10);
      buffer[i] = zero + value - 10 * rest;
      value = rest;
    }
    at += digits;
  };
  const putHex = (value: number) => {
    for (let shift = 28; shift >= 0; shift -= 4) {
      buffer[at++] = hexDigits[(value >>> shift) & 15] as number;
    }
  };
  for (const { hour, first, end } of hours(rows)) {
    const dateAndHour = encoded(
      new Date(begin_ms + hour * hour_ms).toISOString().slice(0, "2025-09-02T00:".length),
    );
    for (let row = first; row < end; row++) {
      const second = Math.floor((row - first) * 3600 / (end - first));
      const minute = Math.floor(second / 60);
      const draw = generator.int32();
      const product = productOf[draw & 0xffff] as number, event = eventOf[draw >>> 16] as number;
      put(dateAndHour);
      putDigits(minute, 2);
      buffer[at++] = colon;
      putDigits(second - 60 * minute, 2);
      buffer[at++] = letterZ;
      buffer[at++] = comma;
      put(userPrefix);
      putDigits(firstUser + generator.int(users), 4);
      buffer[at++] = comma;
      put(products[product] as Uint8Array);
      buffer[at++] = comma;
      put(events[event] as Uint8Array);
      if (wide) {
        buffer[at++] = comma;
        const session = generator.int32();
        putHex(session);
        putHex(generator.int32());
        put(page);
        put(products[product] as Uint8Array);
        const origin = originTexts[originOf[session & 0xffff] as number] as Uint8Array;
        buffer.set(origin, at); // quicker than a loop for a text as long as this
        at += origin.length;
      }
      buffer[at++] = newline;
      if (event === 0) (views[product] as number)++;
      if (at >= buffer_bytes) {
        write(buffer.subarray(0, at));
        bytes += at;
        at = 0;
      }
    }
  }
  write(buffer.subarray(0, at));
  return { bytes: bytes + at, top: topTen(views) };
}

const userPrefix = encoded("user_");

const texts = (strings: readonly string[]) => strings.map((string) => encoded(string));

/** The hours of the log and which rows are of each: from `first` up to, not including, `end`. */
function* hours(rows: number): Generator<{ hour: number; first: number; end: number }> {
  const total = days * hourWeights.reduce((sum, weight) => sum + weight, 0);
  let weights = 0, first = 0;
  for (let hour = 0; hour < days * 24; hour++) {
    weights += hourWeights[hour % 24] ?? 0;
    const end = Math.round(rows * weights / total);
    yield { hour, first, end };
    first = end;
  }
}

/** How popular each product is: a power law, in random order. */
function longTail(generator: Random): number[] {
  const order = Uint32Array.from(productIds.keys());
  generator.shuffle(order);
  return Array.from(order, (place) => (place + 3) ** -0.9);
}

/** Outcomes by 16 random bits, as often as their weights say. */
function lookup(weights: readonly number[]): Uint8Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const table = new Uint8Array(1 << 16);
  let sum = 0, first = 0;
  for (const [outcome, weight] of weights.entries()) {
    sum += weight;
    const end = Math.round(table.length * sum / total);
    table.fill(outcome, first, end);
    first = end;
  }
  return table;
}

function topTen(views: Float64Array): ProductViews[] {
  return Array.from(views, (count, product) => ({
    product_id: productIds[product] ?? "",
    views: count,
  }))
    .filter(({ views }) => views > 0)
    .sort((a, b) => b.views - a.views || (a.product_id < b.product_id ? -1 : 1))
    .slice(0, 10);
}
