/** The scanner's inner loop in WebAssembly, and its memory. */
import { DzError } from "../../base/errors.ts";
import { whole } from "../../base/text/whole.ts";
import type { CubeShape } from "./cube.ts";
import { addCells, type HourTable, tableOf } from "./hour_table.ts";
import { KernelMemory, margin_bytes, mostMemory_bytes } from "./kernel_memory.ts";
import { type AddKey, makeTable, type TableKeys, tableLimit } from "./kernel_table.ts";
import { cellsPerProduct, type LogCube, mostCounts_bytes } from "./log_counts.ts";
import { isNumbered, namesOf, numberedCities, type UserCities } from "./user_cities.ts";
import type { TimeForm } from "../../base/time_reader.ts";
import type { LogFormat } from "../../log_format.ts";

/** Where the columns of a log stand. */
export interface Header {
  readonly timestamp: number;
  readonly user: number;
  readonly product: number;
  readonly event: number;
  /** How many columns there are. */
  readonly fields: number;
  /** How the times are written, once one has decided that. */
  readonly times?: TimeForm | undefined;
}

/** What the module exports: every array is an address. Source: `kernel/*.as`. */
interface Exports {
  readonly heap: WebAssembly.Global;
  readonly add: AddKey;
  scan(plan: number, from: number, limit: number, end: number): number;
  used(hour: number, cells: number): number;
  list(hour: number, size: number, cells: number, counts: number, totals: number): number;
}

/** The 32-bit words of a plan, in the order of `kernel/plan.as`. */
const words = [
  ...["fields", "timestamp", "user", "product", "event"] as const,
  ...["products", "events", "users", "places", "placesEnd", "cells"] as const,
  ...["hourAt", "hour", "hours", "byCity", "ends", "rows", "first", "second", "alone"] as const,
  ...["free", "limit", "isFull", "spare", "times"] as const,
] as const;
type Word = typeof words[number];

/** How times are written, by the numbers that the kernel has for that. */
const timeForms = { zoned: 0, unzoned: 0, s: 1, ms: 2, us: 3, ns: 4 };

const place_bytes = 24, hour_bytes = 24, counter_bytes = 8;
/** From 1970 to 2099. Hours that the log does not have take up addresses, but no memory. */
const knownHours = 24 * 365.25 * 130;
/** More cells are listed by loops of ours, which need no room. */
const mostListed = 1024;
/** Rows of more fields are not plain. */
const mostFields = 4096;
/** So many products can be told apart. */
export const mostProducts = Math.floor(tableLimit / cellsPerProduct);

/** There are too many products to tell them apart. */
export class TooManyProductsError extends DzError {
  constructor(count: number) {
    super(
      `Cannot count by ${whole(count)} products: ${whole(mostProducts)} are the most. ` +
        "--plain counts by more, several times slower",
    );
  }
}

/** The compiled module, or `undefined` where it cannot run. */
export function readScanModule(): WebAssembly.Module | undefined {
  const bytes = Deno.readFileSync(new URL("./kernel/kernel.wasm", import.meta.url));
  try {
    return new WebAssembly.Module(bytes);
  } catch (error) {
    if (error instanceof WebAssembly.CompileError) return undefined; // there is no SIMD here
    throw error;
  }
}

/**
 * Counts the plain rows of a log in WebAssembly; it stops at any other, which is for the caller to
 * read. The bytes to scan are put into {@link buffer}.
 */
export class ScanKernel {
  readonly #memory = new KernelMemory();
  readonly #wasm: Exports;
  readonly #shape: CubeShape;
  /** How many cells the kernel lists: all of them, or none if they are many. */
  readonly #listed: number;
  /** Where their totals are, and behind them room for the counts and the cells of an hour. */
  readonly #totals: number;
  /** In the order in which their counters are. */
  readonly #cities: readonly string[];
  readonly #cells: number;
  readonly #plan: number;
  readonly #buffer: number;
  readonly #bufferLength: number;
  /** Fill the tables of keys, which takes time, when the first row is scanned; none are left then. */
  readonly #fillings: (() => void)[] = [];

  /**
   * @param buffer_bytes how many bytes there are at most to be scanned at once
   * @param limit_bytes how much memory the counts may take up
   * @throws {TooManyProductsError} if the kernel cannot tell them apart
   */
  constructor(
    module: WebAssembly.Module,
    { words: eventWords }: Pick<LogFormat, "words">,
    shape: CubeShape,
    buffer_bytes: number,
    limit_bytes = mostCounts_bytes,
  ) {
    const count = shape.products.length;
    if (count > mostProducts) throw new TooManyProductsError(count);
    const memory = this.#memory;
    const { exports } = new WebAssembly.Instance(module, { env: { memory: memory.memory } });
    this.#wasm = exports as unknown as Exports;
    memory.free = this.#wasm.heap.value;
    this.#shape = shape;
    this.#cells = shape.products.length * cellsPerProduct;
    this.#plan = memory.take(words.length * 4);
    this.#buffer = memory.take(buffer_bytes + margin_bytes);
    this.#bufferLength = buffer_bytes;
    this.#set("ends", memory.take(mostFields * 4));
    for (const name of ["first", "second"] as const) this.#set(name, memory.take(place_bytes));
    this.#set("products", this.#table(shape.products, cellsPerProduct));
    this.#set("events", this.#table(eventWords, 1));
    this.#set("cells", this.#cells);
    this.#cities = shape.cities ? this.#addCities(shape.cities) : [];
    if (shape.byHour) this.#set("hourAt", memory.take(knownHours * 4));
    else this.#setOnlyHour();
    this.#set("spare", memory.take(32 * 4));
    this.#listed = this.#cells <= mostListed ? this.#cells : 0;
    this.#totals = memory.take(this.#listed * (8 + 8 + 4));
    this.#set("free", memory.free);
    this.#set("limit", Math.min(memory.free + limit_bytes, mostMemory_bytes));
  }

  /** Where to put the bytes. It moves when memory grows. */
  get buffer(): Uint8Array<ArrayBuffer> {
    return this.#memory.bytes(this.#buffer, this.#bufferLength);
  }

  /**
   * Tells where the columns stand and how times are written. Without both, or with too many columns, no
   * row is plain.
   */
  set header(header: Header) {
    for (const name of ["timestamp", "user", "product", "event"] as const) {
      this.#set(name, header[name]);
    }
    const { fields, times } = header;
    this.#set("fields", times && fields <= mostFields ? fields : 0);
    this.#set("times", times ? timeForms[times] : 0);
  }

  /**
   * Counts the rows that begin in `buffer[from..limit)` and end before `end`, up to the first that is
   * not plain.
   *
   * @returns where that begins, and how many rows were counted
   */
  scan(from: number, limit: number, end: number): { at: number; rows: number } {
    if (this.#get("fields") === 0) return { at: from, rows: 0 };
    for (const fill of this.#fillings.splice(0)) fill();
    const [first, last, beyond] = [from, limit, end].map((at) => this.#buffer + at);
    const at = this.#wasm.scan(this.#plan, first as number, last as number, beyond as number);
    const rows = this.#get("rows");
    this.#set("rows", 0);
    return { at: at - this.#buffer, rows };
  }

  /** Whether memory has ended, so that plain rows are left. */
  get isFull(): boolean {
    return this.#get("isFull") !== 0;
  }

  /** What was counted. */
  cube(): LogCube {
    const { products, byHour, cities } = this.#shape;
    const places = new Map<number, number>(), total = new Float64Array(this.#cells);
    let size = 0;
    for (const { hour, at } of this.#hours()) {
      const found = this.#wasm.used(at, this.#cells);
      size += found;
      if (found > 0) places.set(hour, at); // otherwise all was taken back
    }
    this.#memory.floats(this.#totals, this.#listed).fill(0);
    const table = tableOf(places.keys(), size, (hour, table, from) => {
      const at = places.get(hour) as number, end = this.#put(at, table, from);
      if (!this.#isListed(at)) addCells(total, table, from, end);
      return end;
    });
    const listed = this.#memory.floats(this.#totals, this.#listed);
    for (const [cell, count] of listed.entries()) total[cell] = (total[cell] as number) + count;
    return {
      products,
      total,
      ...(byHour && { byHour: table }),
      ...(cities && { byCity: this.#byCity(cities) }),
    };
  }

  /** Where the counts of each hour are. */
  *#hours(): Generator<{ readonly hour: number; readonly at: number }> {
    const memory = this.#memory;
    for (let at = this.#get("hour"); at !== 0; at = memory.get(at + 4)) {
      yield { hour: memory.get(at), at };
    }
  }

  /** Puts the counts of an hour, by its address, into a table from a place on; says where they end. */
  #put(hour: number, table: HourTable, from: number): number {
    const memory = this.#memory;
    const at = memory.get(hour + 8), mask = memory.get(hour + 12);
    if (mask > 0) return memory.putEntries(at, mask + 1, table, from);
    if (!this.#isListed(hour)) return memory.putCounters(at, this.#cells, table, from);
    const [cells, counts] = [this.#totals + this.#listed * 16, this.#totals + this.#listed * 8];
    const found = this.#wasm.list(hour, this.#listed, cells, counts, this.#totals);
    table.cells.set(memory.words(cells, found), from);
    table.counts.set(memory.floats(counts, found), from);
    return from + found;
  }

  /** Whether the kernel lists the counts of an hour, and adds them up. */
  #isListed(hour: number): boolean {
    return this.#listed > 0 && this.#memory.get(hour + 12) === 0;
  }

  /** One hour, which stands for all. */
  #setOnlyHour(): void {
    const hour = this.#memory.take(hour_bytes);
    this.#memory.set(hour + 8, this.#memory.take(this.#cells * counter_bytes));
    this.#set("hour", hour);
    for (const name of ["first", "second"] as const) this.#memory.set(this.#get(name) + 4, hour);
  }

  /** The users, by number or in a table, and the counters of their cities, the unknown one first. */
  #addCities(users: UserCities): string[] {
    const memory = this.#memory;
    const numbered = isNumbered(users) ? users : numberedCities(users);
    const names = numbered ? [...numbered.cities] : namesOf(users).toReversed();
    this.#set("byCity", memory.take(names.length * cellsPerProduct * counter_bytes));
    if (numbered) {
      this.#set("places", memory.put(numbered.places));
      this.#set("placesEnd", numbered.places.length);
    } else if (!isNumbered(users)) {
      const cells = new Map(names.map((name, place) => [name, place * cellsPerProduct]));
      const entries = () =>
        users.entries().map(([user, city]) => [user, cells.get(city) ?? 0] as const);
      this.#set("users", this.#tableOf({ size: users.size, entries }));
    }
    return names;
  }

  /** The counts by city. */
  #byCity(users: UserCities): NonNullable<LogCube["byCity"]> {
    const cities = namesOf(users), size = this.#cities.length * cellsPerProduct;
    const counters = this.#memory.counters(this.#get("byCity"), size);
    const places = new Map(this.#cities.map((city, place) => [city, place]));
    const cells = cities.flatMap((city) => {
      const from = cellsPerProduct * (places.get(city) ?? 0);
      return [...counters.subarray(from, from + cellsPerProduct)];
    });
    return { cities, cells: Float64Array.from(cells) };
  }

  /** A table of keys, each of which stands for its place, so many times. */
  #table(keys: readonly string[], times: number): number {
    const entries = () => keys.entries().map(([place, key]) => [key, place * times] as const);
    return this.#tableOf({ size: keys.length, entries });
  }

  #tableOf(keys: TableKeys): number {
    const { address, fill } = makeTable(this.#memory, this.#wasm.add, keys);
    this.#fillings.push(fill);
    return address;
  }

  #get(word: Word): number {
    return this.#memory.get(this.#plan + words.indexOf(word) * 4);
  }

  #set(word: Word, value: number): void {
    this.#memory.set(this.#plan + words.indexOf(word) * 4, value);
  }
}
