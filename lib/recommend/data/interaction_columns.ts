/** The rows of a file of interactions, as they are read, in columns of numbers. */
import { TimeReader, whyNoTime } from "../../base/time_reader.ts";
import { doubled } from "../../base/doubled.ts";
import { ByteIds } from "../../base/text/byte_ids.ts";
import type { CsvRecord } from "../../base/text/csv_record.ts";
import { isUtf8 } from "../../base/text/is_utf8.ts";
import type { Observations } from "../engine/mod.ts";
import { inOrderOfTime } from "./in_order_of_time.ts";
import { numberIn } from "./number_in.ts";

/** Where the columns of a file stand; -1: it has none such. */
export interface InteractionPlaces {
  readonly user: number;
  readonly item: number;
  readonly weight: number;
  readonly timestamp: number;
  /** How many columns there are. */
  readonly fields: number;
}

const shownText_letters = 80;

/**
 * Takes the rows of a file of interactions. A row takes 8 bytes, 8 more for a weight and 8 for a time, and
 * each id its bytes and some twelve more.
 */
export class InteractionColumns {
  readonly #places: InteractionPlaces;
  readonly #users = new ByteIds();
  readonly #items = new ByteIds();
  #userOf = new Uint32Array(1 << 8);
  #itemOf = new Uint32Array(1 << 8);
  #weightOf: Float64Array<ArrayBuffer> | undefined;
  #times: Float64Array<ArrayBuffer> | undefined;
  readonly #reader = new TimeReader();
  #length = 0;

  constructor(places: InteractionPlaces) {
    this.#places = places;
    if (places.weight >= 0) this.#weightOf = new Float64Array(1 << 8);
    if (places.timestamp >= 0) this.#times = new Float64Array(1 << 8);
  }

  /** How many rows were taken. */
  get length(): number {
    return this.#length;
  }

  /**
   * Takes a row.
   *
   * @throws {SyntaxError} saying what is wrong with it, to stand behind "line 17: "
   * @throws {RangeError} if there are more than can be told apart
   */
  take(record: CsvRecord): void {
    const { user, item, weight, timestamp, fields } = this.#places;
    if (record.fields === 0) throw new SyntaxError("its quotes are not right: is one not closed?");
    if (record.fields !== fields) {
      throw new SyntaxError(`it has ${record.fields} fields, expected ${fields}`);
    }
    if (this.#length === this.#userOf.length) this.#grow();
    const at = this.#length;
    if (isEmpty(record, user) || isEmpty(record, item)) {
      throw new SyntaxError("user or item is empty");
    }
    if (this.#weightOf) this.#weightOf[at] = weightIn(record, weight);
    if (this.#times) this.#times[at] = timeIn(this.#reader, record, timestamp);
    this.#userOf[at] = numberOf(this.#users, record, user, "user");
    this.#itemOf[at] = numberOf(this.#items, record, item, "item");
    this.#length++;
  }

  /** All of them, in the order of their times if they have some. */
  observations(): Observations<string> {
    const taken = {
      users: this.#users,
      items: this.#items,
      userOf: this.#userOf.subarray(0, this.#length),
      itemOf: this.#itemOf.subarray(0, this.#length),
      weightOf: this.#weightOf?.subarray(0, this.#length),
      rating: "sum",
    } as const;
    return this.#times ? inOrderOfTime(taken, this.#times.subarray(0, this.#length)) : taken;
  }

  #grow(): void {
    this.#userOf = doubled(this.#userOf);
    this.#itemOf = doubled(this.#itemOf);
    this.#weightOf &&= doubled(this.#weightOf);
    this.#times &&= doubled(this.#times);
  }
}

const isEmpty = (record: CsvRecord, field: number) => record.begin(field) === record.end(field);

/** @throws {SyntaxError} if it is not UTF-8: nothing could be written of it, and no other id is meant */
function numberOf(ids: ByteIds, record: CsvRecord, field: number, name: string): number {
  const { bytes } = record, from = record.begin(field), to = record.end(field);
  const known = ids.length;
  const number = ids.add(bytes, from, to);
  if (number === known && !isUtf8(bytes, from, to)) {
    throw new SyntaxError(`its ${name} is not written in UTF-8. Save the file as UTF-8`);
  }
  return number;
}

function weightIn(record: CsvRecord, field: number): number {
  const weight = numberIn(record.bytes, record.begin(field), record.end(field));
  const single = Math.fround(weight);
  if (weight === 0 || (single > 0 && single < Infinity)) return weight;
  const limits = weight > 0 ? ", from 1.5e-45 to 3.4e38" : "";
  throw new SyntaxError(
    `the weight "${shown(record, field)}" must be a number of at least 0${limits}`,
  );
}

/** A time in milliseconds since 1970. */
function timeIn(times: TimeReader, record: CsvRecord, field: number): number {
  const { form } = times;
  const time_ms = times.read(record.bytes, record.begin(field), record.end(field));
  if (!Number.isNaN(time_ms)) return time_ms + times.beyond_ns / 1e6;
  const text = shown(record, field);
  throw new SyntaxError(`the timestamp "${text}" is no time: ${whyNoTime(text, form)}`);
}

const shown = (record: CsvRecord, field: number) => record.text(field).slice(0, shownText_letters);
