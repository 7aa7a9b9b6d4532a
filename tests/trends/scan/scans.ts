/** What the tests of the scanner share. */
import fc from "fast-check";
import { anyTime, extendedTime, timesSince1970 } from "../../base/some_times.ts";
import { occurring } from "../../../lib/trends/scan/cell_counts.ts";
import type { CubeShape } from "../../../lib/trends/scan/cube.ts";
import { hourAt, type HourTable, putCells, tableOf } from "../../../lib/trends/scan/hour_table.ts";
import { readScanModule } from "../../../lib/trends/scan/kernel.ts";
import { type LogCounts, type LogCube } from "../../../lib/trends/scan/log_counts.ts";
import { eventTypes, type LogFormat, shopLog } from "../../../lib/log_format.ts";
import { LogScanner } from "../../../lib/trends/scan/log_scanner.ts";
import type { RejectedLine } from "../../../lib/trends/scan/rejected_rows.ts";

export const header = "timestamp,user_id,product_id,event_type\n";
export const time = "2025-11-28T20:03:22Z";

/** Keys of all lengths, so that each way to compare them is taken. */
export const products = [
  "prod_001",
  "prod_002",
  "a,b",
  "exactly 16 bytes",
  "Shoulder Bag for Canon EOS R50",
  "Shoulder Bag for Canon EOS R51",
  "Écouteurs",
  "x",
];

/** The cities of some users, who are not known by number. */
export const shapeCities: ReadonlyMap<string, string> = new Map([
  ["1", "Oran"],
  ["2", "Alger"],
  ["716", "Oran"],
  ["1234567890", "Sétif"],
]);

/** A shape with everything in it. */
export const shape: CubeShape = { products, byHour: true, cities: shapeCities };

/** The compiled kernel, which must be there: without it the tests would compare nothing. */
export function scanModule(): WebAssembly.Module {
  const module = readScanModule();
  if (!module) throw new Error("The kernel cannot be used here");
  return module;
}

/** What a scan came to. */
export interface Scan extends LogCounts {
  readonly rejects: readonly RejectedLine[];
}

/** Scans a text, cut into pieces of a size, with the kernel or without. */
export function scan(
  input: string | Uint8Array,
  { pieceSize = 1 << 20, format = shopLog, plain = false, of = shape }: {
    pieceSize?: number;
    format?: LogFormat;
    plain?: boolean;
    of?: CubeShape;
  } = {},
): Scan {
  const bytes = typeof input === "string" ? new TextEncoder().encode(input) : input;
  const rejects: RejectedLine[] = [];
  const scanner = new LogScanner({
    format,
    shape: of,
    module: plain ? undefined : scanModule(),
    onReject: (line) => rejects.push(line) > 0,
  });
  for (let from = 0; from < bytes.length; from += pieceSize) {
    scanner.push(bytes.slice(from, from + pieceSize));
  }
  return { ...scanner.end(), rejects };
}

/** A table of hours, each with a count for every cell. */
export function hourTable(
  hours: readonly (readonly [hour: number, all: Float64Array])[],
): HourTable {
  const of = new Map(hours.map(([hour, all]) => [hour, occurring(all)]));
  const size = of.values().reduce((sum, { cells }) => sum + cells.length, 0);
  const none = { cells: new Uint32Array(), counts: new Float64Array() };
  return tableOf(
    of.keys(),
    size,
    (hour, table, from) => putCells(of.get(hour) ?? none, table, from),
  );
}

/** The counts of a table's hours, with one for every cell. */
export function allCounts(table: HourTable | undefined, width: number): [number, number[]][] {
  return Array.from(table?.hours ?? [], (hour, place) => {
    const all = Array<number>(width).fill(0);
    const { cells, counts } = hourAt(table as HourTable, place);
    for (const [index, cell] of cells.entries()) all[cell] = counts[index] ?? NaN;
    return [hour, all];
  });
}

/** How often a product had an event. */
export function count(
  { products, total }: LogCube,
  product: string,
  event: typeof eventTypes[number],
): number {
  return total[products.indexOf(product) * eventTypes.length + eventTypes.indexOf(event)] ?? NaN;
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

/** A field of CSV that says `text`: in quotes if it must be, or if it happens to be. */
const written = (text: fc.Arbitrary<string>) =>
  fc.tuple(text, fc.boolean()).map(([text, quote]) =>
    quote || /[",\r\n]/.test(text) ? quoted(text) : text
  );

const timestamps = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(time, "2025-11-28T20:59:59Z", "2025-11-28T21:00:00Z") },
  fc.date({ min: new Date(0), max: new Date("2101-01-01"), noInvalidDate: true })
    .map((date) => date.toISOString()),
  fc.constantFrom(
    "2025-11-28 20:03:22",
    "2025-11-28T20:03:22.5Z",
    "2025-11-28T20:03:60Z",
    "2025-11-28T00:10:00+01:00",
    "1969-12-31T23:59:59Z",
    "2025-02-30T00:00:00Z",
    "2025-11-28T20:03:61Z",
    "2025-11-28T24:00:00Z",
    "2025-11-28T20:03:22.Z",
    "2025-11-28T20:03Z",
    "",
  ),
  { weight: 3, arbitrary: extendedTime },
);

/** A record of a log with the four columns and two more, by column. */
const recordWith = (times: fc.Arbitrary<string>) =>
  fc.record({
    timestamp: written(times),
    user_id: written(fc.constantFrom("1", "2", "716", "1234567890", "3", "")),
    product_id: written(fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...products) },
      fc.constantFrom("prod_003", "prod_00", "Shoulder Bag for Canon EOS R5", "", "prod_001\u0000"),
    )),
    event_type: written(fc.constantFrom("view", "view", "view", "cart", "buy", "look", "View", "")),
    agent: written(
      fc.constantFrom("Mozilla/5.0 (X11; Linux), like Gecko", 'a "word"', "two\nlines", ""),
    ),
    page: written(fc.string()),
  });

/** One with dates and times in the extended form. */
export const record = recordWith(timestamps);

/** Records of logs that have times in any form, most of them in one. */
export const recordsOfAnyForm = fc.oneof(
  fc.constant(record),
  fc.constantFrom<0 | 3 | 6 | 9>(0, 3, 6, 9).map((decimals) =>
    recordWith(fc.oneof({ weight: 9, arbitrary: timesSince1970(decimals) }, timestamps, anyTime))
  ),
  fc.constant(recordWith(fc.oneof(timestamps, anyTime))),
);

/** Lines that are no records, or not quite. */
export const brokenLine = fc.constantFrom(
  "",
  `${time},1,prod_001`,
  `${time},1,prod_001,view,,,`,
  `"${time},1,prod_001,view,x,y`,
  `${time},1,prod"001,view,x,y`,
  `${time},1,"prod_001"x,view,x,y`,
  '"',
  ",,,,,",
  "\r",
);

/** The columns of {@link record}, in any order. */
export const columns = fc.shuffledSubarray(
  ["timestamp", "user_id", "product_id", "event_type", "agent", "page"] as const,
  { minLength: 6 },
);
