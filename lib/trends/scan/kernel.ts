/** The scanner's inner loop in WebAssembly, and its memory. */
import { citiesOf, type CubeShape } from "./cube.ts";
import type { TimeForm } from "../../base/time_reader.ts";
import { cellsPerProduct, type LogCube } from "./log_counts.ts";
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
  add(table: number, key: number, length: number, value: number): void;
  scan(plan: number, from: number, limit: number, end: number): number;
}

/** The 32-bit words of a plan, in the order of `kernel/plan.as`. */
const words = [
  ...["fields", "timestamp", "user", "product", "event"] as const,
  ...["products", "events", "users", "unknownCity", "cells"] as const,
  ...[
    "blocks",
    "byHour",
    "hourStride",
    "hours",
    "hourRoom",
    "byCity",
    "ends",
    "rows",
    "first",
    "second",
    "alone",
    "times",
  ] as const,
] as const;
type Word = typeof words[number];

/** How times are written, by the numbers that the kernel has for that. */
const timeForms = { zoned: 0, unzoned: 0, s: 1, ms: 2, us: 3, ns: 4 };

const page_bytes = 65_536;
const entry_bytes = 16, place_bytes = 24;
/** What keys stand for in a table is less. */
const tableLimit = 2 ** 24 - 1;
/** The kernel looks so far beyond the bytes that it is given. */
const margin_bytes = 64;
/** From 1970 to 2099. Hours that the log does not have take up addresses, but no memory. */
const knownHours = 24 * 365.25 * 130;
/** Rows of more fields are not plain. */
const mostFields = 4096;
/** The most that the cells of all hours may take up. */
const most_bytes = 1 << 30;

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
  readonly #memory: WebAssembly.Memory;
  readonly #wasm: Exports;
  readonly #shape: CubeShape;
  readonly #cells: number;
  readonly #plan: number;
  readonly #buffer: number;
  readonly #bufferLength: number;
  #free: number;

  /** @param buffer_bytes how many bytes there are at most to be scanned at once */
  constructor(
    module: WebAssembly.Module,
    { words: eventWords }: Pick<LogFormat, "words">,
    shape: CubeShape,
    buffer_bytes: number,
  ) {
    this.#memory = new WebAssembly.Memory({ initial: 1 });
    const { exports } = new WebAssembly.Instance(module, { env: { memory: this.#memory } });
    this.#wasm = exports as unknown as Exports;
    this.#free = this.#wasm.heap.value;
    this.#shape = shape;
    this.#cells = shape.products.length * cellsPerProduct;
    this.#plan = this.#allocate(words.length * 4);
    this.#buffer = this.#allocate(buffer_bytes + margin_bytes);
    this.#bufferLength = buffer_bytes;
    this.#set("ends", this.#allocate(mostFields * 4));
    for (const name of ["first", "second"] as const) this.#set(name, this.#allocate(place_bytes));
    this.#set(
      "products",
      this.#table(shape.products.map((key, place) => [key, place * cellsPerProduct * 4])),
    );
    this.#set("events", this.#table(eventWords.map((word, place) => [word, place * 4])));
    this.#set("cells", this.#cells * 4);
    if (shape.cities) this.#addCities(shape.cities);
    this.#set("hourStride", this.#cells * 4 + 4);
    if (shape.byHour) this.#set("blocks", this.#allocate(knownHours * 4));
    // The last, since it grows.
    const byHour = this.#allocate(this.#get("hourStride"));
    this.#set("byHour", byHour);
    for (const name of ["first", "second"] as const) {
      this.#view().setUint32(this.#get(name) + 4, byHour, true);
    }
    this.#set("hourRoom", 1);
  }

  /** Where to put the bytes. It moves when there are more hours. */
  get buffer(): Uint8Array<ArrayBuffer> {
    const unshared = this.#memory.buffer as ArrayBuffer;
    return new Uint8Array(unshared, this.#buffer, this.#bufferLength);
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
    let at = this.#buffer + from;
    if (this.#get("fields") === 0) return { at: from, rows: 0 };
    do {
      at = this.#wasm.scan(this.#plan, at, this.#buffer + limit, this.#buffer + end);
    } while (this.#makeRoom());
    const rows = this.#get("rows");
    this.#set("rows", 0);
    return { at: at - this.#buffer, rows };
  }

  /** Makes room for as many hours again, if there is none left and can be more. */
  #makeRoom(): boolean {
    const room = this.#get("hourRoom");
    const added_bytes = room * this.#get("hourStride");
    if (!this.#shape.byHour || this.#get("hours") < room || added_bytes > most_bytes / 2) {
      return false;
    }
    this.#allocate(added_bytes, 4);
    this.#set("hourRoom", 2 * room);
    this.#set("alone", 0); // if rows were taken back, it was for want of room
    return true;
  }

  /** What was counted. */
  cube(): LogCube {
    const { products, byHour, cities } = this.#shape;
    const count = byHour ? this.#get("hours") : 1;
    const blocks = this.#read("byHour", count * (this.#cells + 1));
    const hours = this.#sorted(blocks, count);
    const total = new Float64Array(this.#cells);
    for (let from = 0; from < hours.cells.length; from += total.length) {
      for (let cell = 0; cell < total.length; cell++) {
        total[cell] = (total[cell] as number) + (hours.cells[from + cell] as number);
      }
    }
    return {
      products,
      total,
      ...(byHour && { byHour: hours }),
      ...(cities && {
        byCity: {
          cities: citiesOf(this.#shape),
          cells: Float64Array.from(
            this.#read("byCity", citiesOf(this.#shape).length * this.#cells),
          ),
        },
      }),
    };
  }

  /** The blocks of the hours in the order of time, without those of which all was taken back. */
  #sorted(blocks: Uint32Array, count: number): NonNullable<LogCube["byHour"]> {
    const stride = this.#cells + 1;
    const hourOf = (block: number) => blocks[block * stride + this.#cells] as number;
    const cellsOf = (block: number) => blocks.subarray(block * stride, (block + 1) * stride - 1);
    const order = Array.from({ length: count }, (_, block) => block)
      .filter((block) => cellsOf(block).some((count) => count > 0))
      .sort((a, b) => hourOf(a) - hourOf(b));
    const cells = new Float64Array(order.length * this.#cells);
    for (const [place, block] of order.entries()) cells.set(cellsOf(block), place * this.#cells);
    return { hours: Int32Array.from(order, hourOf), cells };
  }

  #addCities(cities: ReadonlyMap<string, string>): void {
    const names = citiesOf(this.#shape);
    const places = new Map(names.map((name, place) => [name, place]));
    this.#set(
      "users",
      this.#table(Array.from(cities, ([user, city]) => [user, places.get(city) ?? 0])),
    );
    this.#set("unknownCity", names.length - 1);
    this.#set("byCity", this.#allocate(names.length * this.#cells * 4));
  }

  /** A table of keys and what they stand for. */
  #table(keys: readonly (readonly [key: string, value: number])[]): number {
    const bits = Math.max(Math.ceil(Math.log2(keys.length * 2 + 1)), 1);
    const entries = 2 ** bits;
    const length = keys.reduce((sum, [key]) => sum + 3 * key.length, 0); // in UTF-8 at most
    const table = this.#allocate(24);
    const first = this.#allocate(entries * entry_bytes);
    const places = this.#allocate(entries * 8);
    const texts = this.#allocate(length + margin_bytes);
    const view = this.#view();
    view.setUint32(table, first, true);
    view.setUint32(table + 4, entries - 1, true);
    view.setUint32(table + 8, 64 - bits, true);
    view.setUint32(table + 16, places, true);
    const encoder = new TextEncoder();
    const room = new Uint8Array(this.#memory.buffer, texts, length);
    let at = 0;
    for (const [key, value] of keys) {
      if (value >= tableLimit) throw new RangeError(`Cannot count by so many keys: ${keys.length}`);
      const { written } = encoder.encodeInto(key, room.subarray(at));
      this.#wasm.add(table, texts + at, written, value);
      at += written;
    }
    return table;
  }

  /** So many counts. */
  #read(name: "byHour" | "byCity", count: number): Uint32Array {
    return new Uint32Array(this.#memory.buffer, this.#get(name), count).slice();
  }

  /** Memory of zeros. */
  #allocate(bytes: number, alignment = 16): number {
    const at = Math.ceil(this.#free / alignment) * alignment;
    this.#free = at + bytes;
    const missing = this.#free + margin_bytes - this.#memory.buffer.byteLength;
    if (missing > 0) this.#memory.grow(Math.ceil(missing / page_bytes));
    return at;
  }

  #view(): DataView {
    return new DataView(this.#memory.buffer);
  }

  #get(word: Word): number {
    return this.#view().getUint32(this.#plan + words.indexOf(word) * 4, true);
  }

  #set(word: Word, value: number): void {
    this.#view().setUint32(this.#plan + words.indexOf(word) * 4, value, true);
  }
}
