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

  /** So many numbers at an address; the array is not valid any more when memory has grown. */
  words(at: number, length: number): Uint32Array {
    return new Uint32Array(this.memory.buffer, at, length);
  }

  /** The same of floating-point numbers. */
  floats(at: number, length: number): Float64Array {
    return new Float64Array(this.memory.buffer, at, length);
  }

  /** So many counters of 64 bits. */
  counters(at: number, size: number): Float64Array {
    const words = this.#words(), from = at / 4;
    const counts = new Float64Array(size);
    for (let i = 0; i < size; i++) counts[i] = counterAt(words, from + 2 * i);
    return counts;
  }

  /** Puts those that are not 0, of so many, into arrays from a place on; says where they end. */
  putCounters(at: number, size: number, { cells, counts }: CountedCells, from: number): number {
    const words = this.#words(), first = at / 4;
    let end = from;
    for (let cell = 0; cell < size; cell++) {
      const count = counterAt(words, first + 2 * cell);
      if (count === 0) continue;
      cells[end] = cell;
      counts[end++] = count;
    }
    return end;
  }

  /**
   * Puts what so many entries of a table of counts say into arrays from a place on, by cell; says where
   * they end. `kernel/counts.as` writes them: a count, and above it the cell plus 1.
   */
  putEntries(at: number, size: number, { cells, counts }: CountedCells, from: number): number {
    const entries = new BigUint64Array(this.memory.buffer, at, size).slice().sort();
    const words = new Uint32Array(entries.buffer);
    let end = from;
    for (let i = 0; i < words.length; i += 2) {
      const count = words[i] as number;
      if (count === 0) continue;
      cells[end] = (words[i + 1] as number) - 1;
      counts[end++] = count;
    }
    return end;
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
