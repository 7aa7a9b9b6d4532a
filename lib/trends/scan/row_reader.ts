/** A row of a log, read the plain way from its record. */
import { hour_ms } from "../../base/durations.ts";
import { isHeaderAgain } from "../../base/input/header.ts";
import type { CsvRecord } from "../../base/text/csv_record.ts";
import { type TimeForm, TimeReader } from "../../base/time_reader.ts";
import { columnsOf, type LogFormat } from "../../log_format.ts";
import { ByteTable } from "./byte_table.ts";
import type { Header } from "./kernel.ts";
import type { RejectReason } from "./log_counts.ts";

/** Reads rows of a log: what they say, or why they cannot be counted. */
export class RowReader {
  /** What the row says that was read last: places of the product and of the event, and the hour. */
  readonly row = { product: 0, type: 0, hour: 0 };
  readonly #format: LogFormat;
  readonly #keys: readonly string[];
  /** Made when it is needed first: of a large catalogue that takes time. */
  #products: ByteTable | undefined;
  readonly #events: ByteTable;
  readonly #times: TimeReader;

  /**
   * @param products the keys of the known products
   * @param times how the times are written, if that is known
   */
  constructor(format: LogFormat, products: readonly string[], times?: TimeForm) {
    this.#format = format;
    this.#keys = products;
    this.#events = new ByteTable(format.words);
    this.#times = new TimeReader(times);
  }

  /** How the times are written, once one was read. */
  get times(): TimeForm | undefined {
    return this.#times.form;
  }

  /** Why a record cannot be counted; `blank` if it is no row, but the header again. */
  read(record: CsvRecord, header: Header): RejectReason | "blank" | undefined {
    if (record.fields === 0) return "unpaired quotes";
    if (record.fields !== header.fields) return "wrong field count";
    const { timestamp, event, product } = header;
    const time_ms = this.#times.read(
      record.bytes,
      record.begin(timestamp),
      record.end(timestamp),
    );
    this.row.hour = Math.floor(time_ms / hour_ms);
    if (Number.isNaN(this.row.hour)) {
      return this.#isHeader(record, header) ? "blank" : "bad timestamp";
    }
    this.row.type = this.#events.find(record.bytes, record.begin(event), record.end(event));
    if (this.row.type < 0) return "unknown event";
    this.#products ??= new ByteTable(this.#keys);
    this.row.product = this.#products.find(
      record.bytes,
      record.begin(product),
      record.end(product),
    );
    if (this.row.product < 0) return "unknown product";
  }

  /** Whether the record is the header again, where logs were joined. */
  #isHeader(record: CsvRecord, { timestamp, user, product, event }: Header): boolean {
    return isHeaderAgain(columnsOf(this.#format), [timestamp, user, product, event], record);
  }
}
