/** The memory of the scanner's kernel: what is put into it, and what is read out. */
import type { CountedCells } from "./cell_counts.ts";

const page_bytes = 65_536;
/** The kernel looks so far beyond the bytes that it is given. */
export const margin_bytes = 64;

/** The most memory that there can be: an address has 32 bits. */
export const mostMemory_bytes = 2 ** 32 - 2 * page_bytes;

/** The memory of a kernel, of which more and more is taken. */
export class KernelMemory {
  readonly memory = new WebAssembly.Memory({ initial: 1 });
  /** Where it is free. */
  free = 0;
  #all: Uint32Array = new Uint32Array();

  /** Takes memory of zeros; returns its address. */
  take(bytes: number): number {
    const at = Math.ceil(this.free / 16) * 16;
    this.free = at + bytes;
    const missing = this.free + margin_bytes - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / page_bytes));
    return at;
  }

  /** Puts numbers into memory of their own; returns its address. */
  put(numbers: Uint16Array): number {
    const at = this.take(numbers.byteLength);
    new Uint16Array(this.memory.buffer, at, numbers.length).set(numbers);
    return at;
  }

  get(at: number): number {
    return this.#words()[at / 4] as number;
  }

  set(at: number, value: number): void {
    this.#words()[at / 4] = value;
  }

  /** So many bytes at an address; the array is not valid any more when memory has grown. */
  bytes(at: number, length: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.memory.buffer as ArrayBuffer, at, length);
  }

  /** So many counters of 64 bits. */
  counters(at: number, size: number): Float64Array {
    const words = this.#words(), from = at / 4;
    const counts = new Float64Array(size);
    for (let i = 0; i < size; i++) counts[i] = counterAt(words, from + 2 * i);
    return counts;
  }

  /** Those of so many counters that are not 0. */
  countersInUse(at: number, size: number): CountedCells {
    const words = this.#words(), from = at / 4, found = this.countCounters(at, size);
    const cells = new Uint32Array(found), counts = new Float64Array(found);
    for (let cell = 0, i = 0; i < found; cell++) {
      const count = counterAt(words, from + 2 * cell);
      if (count === 0) continue;
      cells[i] = cell;
      counts[i++] = count;
    }
    return { cells, counts };
  }

  /** How many these are. */
  countCounters(at: number, size: number): number {
    const words = this.#words(), from = at / 4, to = from + 2 * size;
    let found = 0;
    for (let i = from; i < to; i += 2) if (words[i] !== 0 || words[i + 1] !== 0) found++;
    return found;
  }

  /** Of how many entries of a table of counts the count is not 0. */
  countEntries(at: number, size: number): number {
    const words = this.#words(), from = at / 4, to = from + 2 * size;
    let found = 0;
    for (let i = from; i < to; i += 2) if (words[i] !== 0) found++;
    return found;
  }

  /** What so many entries of a table of counts say, as `kernel/counts.as` writes them. */
  entries(at: number, size: number): CountedCells {
    const entries = new BigUint64Array(this.memory.buffer, at, size).slice().sort();
    const words = new Uint32Array(entries.buffer);
    const cells = new Uint32Array(size), counts = new Float64Array(size);
    let found = 0;
    for (let i = 0; i < words.length; i += 2) {
      const count = words[i] as number; // above it there is the cell plus 1
      if (count === 0) continue;
      cells[found] = (words[i + 1] as number) - 1;
      counts[found++] = count;
    }
    return { cells: cells.subarray(0, found), counts: counts.subarray(0, found) };
  }

  /** All of it in words; the array is another one when memory has grown. */
  #words(): Uint32Array {
    if (this.#all.length === 0) this.#all = new Uint32Array(this.memory.buffer);
    return this.#all;
  }
}

function counterAt(words: Uint32Array, at: number): number {
  return (words[at] as number) + 2 ** 32 * (words[at + 1] as number);
}
