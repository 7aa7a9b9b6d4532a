/** A log in CSV written as Parquet. */
import type { SchemaElement } from "hyparquet";
import { ByteWriter, ParquetWriter } from "hyparquet-writer";
import type { CsvRecord } from "../../base/text/csv_record.ts";
import { columnsOf, type LogFormat, shopLog, webTraffic } from "../../log_format.ts";
import { isUtf8 } from "../../base/text/is_utf8.ts";
import { isHeaderAgain, placesIn } from "../../base/input/header.ts";
import { RecordReader } from "../../base/text/record_reader.ts";
import { TextCache } from "./text_cache.ts";
import { TimeReader, whyNoTime } from "../../base/time_reader.ts";

/** What a log needs of its columns in Parquet. */
export interface ColumnTypes {
  /** Whether the users' keys are numbers; otherwise they are texts. */
  readonly numericUsers: boolean;
  /** How many decimals of a second the times have. */
  readonly decimals: Decimals;
}

/** Milliseconds, microseconds or nanoseconds: that is what Parquet has. */
type Decimals = 3 | 6 | 9;

/** How to write a log as Parquet. */
export interface ToParquetOptions extends ColumnTypes {
  /** Whether lines that cannot be converted are left out; otherwise the first one is an error. */
  readonly skipBad: boolean;
}

/** What was converted. */
export interface Converted {
  /** How many rows were written. */
  readonly rows: number;
  /** How many lines were left out. */
  readonly skipped: number;
}

/** A row needs other columns than there are. */
export class ColumnTypesError extends Error {
  constructor(readonly needed: Partial<ColumnTypes>) {
    super();
  }
}

/**
 * Writes a log, `logs.csv` or `web_traffic.csv`, as Parquet: the timestamp as an instant (UTC) in milli-,
 * micro- or nanoseconds, the user as a 32-bit number if the keys are numbers, all other columns as
 * text. A row group is in memory at a time.
 *
 * @param csv the log, in pieces
 * @param write is given the next bytes of the Parquet file
 * @throws {SyntaxError} if the header is not that of a log, or a line cannot be converted
 * @throws {ColumnTypesError} if a user's key is no number and all should be, or a time is too fine
 */
export async function csvToParquet(
  csv: AsyncIterable<Uint8Array>,
  write: (bytes: Uint8Array) => Promise<void>,
  options: ToParquetOptions,
): Promise<Converted> {
  let rows: RowWriter | undefined;
  const reader = new RecordReader(({ line, record }) => {
    if (rows) rows.add(line, record);
    else rows = new RowWriter(record?.texts() ?? [], options);
  });
  for await (const piece of csv) {
    reader.push(piece);
    if (rows) await write(rows.take());
  }
  reader.end();
  if (!rows) throw new SyntaxError(`it is empty, expected the header ${knownHeaders}`);
  await write(rows.finish());
  return { rows: rows.rows, skipped: rows.skipped };
}

const formats = [shopLog, webTraffic];
const knownHeaders = formats.map((format) => columnsOf(format).join(",")).join(" or ");
const groupRows = 1 << 17;

/** Collects rows, and writes a row group when there are enough. */
class RowWriter {
  rows = 0;
  skipped = 0;
  readonly #options: ToParquetOptions;
  readonly #bytes = new ByteWriter();
  readonly #parquet: ParquetWriter;
  readonly #columns: readonly Column[];
  readonly #times = new TimeReader();
  /** The columns that every such log has, and where they stand, the time first. */
  readonly #needed: readonly string[];
  readonly #places: readonly number[];

  /** @throws {SyntaxError} if the names are not those of a log's columns */
  constructor(names: readonly string[], options: ToParquetOptions) {
    const format =
      formats.find((format) => columnsOf(format).every((name) => names.includes(name))) ?? shopLog;
    const needed = columnsOf(format);
    this.#needed = needed;
    const wanted = { needed, optional: names.filter((name) => !needed.includes(name)) };
    this.#places = placesIn(names, wanted, { expected: knownHeaders });
    this.#options = options;
    this.#columns = names.map((name) => columnOf(name, format, this.#times, options));
    const schema = this.#columns.map(({ element }) => element);
    this.#parquet = new ParquetWriter({
      writer: this.#bytes,
      schema: [{ name: "log", num_children: schema.length }, ...schema],
    });
  }

  /** Adds a record; none stands for a line that is too long to be one. */
  add(line: number, record: CsvRecord | undefined): void {
    if (record && isHeaderAgain(this.#needed, this.#places, record)) return;
    const problem = this.#read(record);
    if (problem === undefined) {
      for (const { values, value } of this.#columns) values.push(value);
      this.rows++;
      if (this.rows % groupRows === 0) this.#endGroup();
    } else if (this.#options.skipBad) {
      this.skipped++;
    } else {
      throw new SyntaxError(`line ${line} ${problem}. --skip-bad leaves such lines out`);
    }
  }

  /** The bytes that were not taken before; they are valid until a row is added. */
  take(): Uint8Array {
    const bytes = this.#bytes.getBytes();
    this.#bytes.index = 0;
    return bytes;
  }

  /** The last bytes of the file. */
  finish(): Uint8Array {
    this.#endGroup();
    this.#parquet.finish();
    return this.take();
  }

  /** Reads the values of a record; returns what is wrong with it, if anything is. */
  #read(record: CsvRecord | undefined): string | undefined {
    if (!record) return "is too long";
    if (record.fields === 0) return "has unpaired quotes";
    if (record.fields !== this.#columns.length) {
      return `has ${record.fields} fields, expected ${this.#columns.length}`;
    }
    const { bytes } = record;
    for (const [field, column] of this.#columns.entries()) {
      if (!isUtf8(bytes, record.begin(field), record.end(field))) {
        return "is not written in UTF-8: save it so, since no other text is meant";
      }
      column.value = column.read(bytes, record.begin(field), record.end(field));
      if (column.value !== undefined) continue;
      const text = record.text(field);
      const shown = JSON.stringify(text.slice(0, 80));
      return `has the timestamp ${shown}: ${this.#whyNoInstant(text)}`;
    }
    return undefined;
  }

  /** Why the time at hand cannot be written. */
  #whyNoInstant(text: string): string {
    const { form, decimals } = this.#times;
    if (Number.isNaN(this.#times.readText(text))) return whyNoTime(text, form);
    return decimals > 9
      ? "it is finer than a nanosecond, which Parquet cannot hold"
      : "in nanoseconds, as other rows have them, Parquet holds the years 1678 to 2261";
  }

  #endGroup(): void {
    this.#parquet.write({
      columnData: this.#columns.map(({ element: { name }, encoding, values }) => ({
        name,
        data: values.splice(0),
        encoding,
        statistics: encoding === "PLAIN", // of words they are long to find, and of no use
      })),
      rowGroupSize: groupRows,
    });
  }
}

/** A column of the Parquet file. */
interface Column {
  readonly element: SchemaElement;
  readonly encoding: "PLAIN" | "RLE_DICTIONARY";
  /** What `bytes[from..to)` means; `undefined` if it is no timestamp and should be one. */
  readonly read: (bytes: Uint8Array, from: number, to: number) => unknown;
  /** Of the record at hand. */
  value: unknown;
  /** Of the row group at hand. */
  readonly values: unknown[];
}

function columnOf(
  name: string,
  format: LogFormat,
  times: TimeReader,
  { numericUsers, decimals }: ColumnTypes,
): Column {
  const column = (type: Omit<SchemaElement, "name">, read: Column["read"]): Column => ({
    element: { name, repetition_type: "REQUIRED", ...type },
    encoding: type.type === "INT64" ? "PLAIN" : "RLE_DICTIONARY",
    read,
    value: undefined,
    values: [],
  });
  if (name === format.timestamp) {
    return column(
      instant(decimals),
      (...field) => instantOf(times, times.read(...field), decimals),
    );
  }
  const cache = new TextCache();
  const text: Column["read"] = (bytes, from, to) => cache.text(bytes, from, to);
  return name === format.user && numericUsers
    ? column({ type: "INT32" }, (...field) => numberOf(cache.text(...field)))
    : column({ type: "BYTE_ARRAY", converted_type: "UTF8" }, text);
}

const instant = (decimals: Decimals): Omit<SchemaElement, "name"> => ({
  type: "INT64",
  logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: units[decimals] },
});

const units = { 3: "MILLIS", 6: "MICROS", 9: "NANOS" } as const;
/** So many milliseconds before and after 1970 nanoseconds are numbers of 64 bits. */
const mostInNanoseconds_ms = Number(2n ** 63n / 1_000_000n) - 1;

/**
 * The number that stands for the time that was read last.
 *
 * @returns `undefined` if it is none, or cannot be kept
 * @throws {ColumnTypesError} if it has more decimals
 */
function instantOf(
  { beyond_ns, decimals: has }: TimeReader,
  time_ms: number,
  decimals: Decimals,
): bigint | undefined {
  if (Number.isNaN(time_ms) || has > 9) return undefined;
  if (has > decimals) throw new ColumnTypesError({ decimals: has > 6 ? 9 : 6 });
  if (decimals === 3) return BigInt(time_ms);
  if (decimals === 6) return BigInt(time_ms) * 1000n + BigInt(beyond_ns / 1000);
  if (Math.abs(time_ms) > mostInNanoseconds_ms) return undefined;
  return BigInt(time_ms) * 1_000_000n + BigInt(beyond_ns);
}

/** @throws {ColumnTypesError} if the text is not a number of 32 bits, written as JSON writes it */
function numberOf(text: string): number {
  const value = Number(text) | 0;
  if (String(value) !== text) throw new ColumnTypesError({ numericUsers: false });
  return value;
}
