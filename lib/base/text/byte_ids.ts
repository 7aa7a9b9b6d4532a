/** Ids of any number, kept as bytes in a few large arrays. */
import { doubled } from "../doubled.ts";
import { hash } from "./byte_hash.ts";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** The most that 32 bits can tell apart. */
const most_bytes = 2 ** 32 - 1;

/**
 * Gives each id a number, in the order in which they first occur, and finds it again by its bytes. An id
 * takes its bytes and some twelve more: a `Map` of texts takes ten times that, and ends at 2^24 keys.
 */
export class ByteIds {
  /** The ids, one after the other. */
  #bytes = new Uint8Array(1 << 10);
  /** Where each begins, and where the last ends. */
  #bounds = new Uint32Array(1 << 8);
  /** Open addressing: the number of an id plus one, or 0. A power of two of them. */
  #slots = new Uint32Array(1 << 9);
  #length = 0;

  /** How many there are. */
  get length(): number {
    return this.#length;
  }

  /** The number of the id that `bytes[from..to)` spells, or -1. */
  find(bytes: Uint8Array, from: number, to: number): number {
    return (this.#slots[this.#slotOf(bytes, from, to)] as number) - 1;
  }

  /**
   * The same, and what is none yet becomes one.
   *
   * @throws {RangeError} if all ids together are longer than 4 GB
   */
  add(bytes: Uint8Array, from: number, to: number): number {
    const slot = this.#slotOf(bytes, from, to);
    const known = this.#slots[slot] as number;
    if (known !== 0) return known - 1;
    const number = this.#length++;
    this.#slots[slot] = this.#length;
    this.#append(number, bytes, from, to);
    if (3 * this.#slots.length < 4 * this.#length) this.#spread();
    return number;
  }

  /** The id of a number, as text. */
  at(number: number): string | undefined {
    return number < this.#length ? decoder.decode(this.bytesOf(number)) : undefined;
  }

  /** The id of a number, until the next is added. */
  bytesOf(number: number): Uint8Array {
    return this.#bytes.subarray(this.#bounds[number], this.#bounds[number + 1]);
  }

  /** The slot of the id that the bytes spell, or the empty one where it belongs. */
  #slotOf(bytes: Uint8Array, from: number, to: number): number {
    const mask = this.#slots.length - 1;
    let slot = hash(bytes, from, to) & mask;
    for (let entry; (entry = this.#slots[slot] as number) !== 0; slot = (slot + 1) & mask) {
      if (this.#spells(entry - 1, bytes, from, to)) break;
    }
    return slot;
  }

  #spells(number: number, bytes: Uint8Array, from: number, to: number): boolean {
    const begin = this.#bounds[number] as number;
    if ((this.#bounds[number + 1] as number) - begin !== to - from) return false;
    for (let at = from; at < to; at++) {
      if (this.#bytes[begin + at - from] !== bytes[at]) return false;
    }
    return true;
  }

  #append(number: number, bytes: Uint8Array, from: number, to: number): void {
    const begin = this.#bounds[number] as number, end = begin + to - from;
    if (end > most_bytes) throw new RangeError("the ids are longer than 4 GB");
    if (number + 2 > this.#bounds.length) this.#bounds = doubled(this.#bounds);
    while (end > this.#bytes.length) this.#bytes = doubled(this.#bytes);
    for (let at = from; at < to; at++) this.#bytes[begin + at - from] = bytes[at] as number;
    this.#bounds[number + 1] = end;
  }

  /** Twice as many slots. */
  #spread(): void {
    this.#slots = new Uint32Array(2 * this.#slots.length);
    const mask = this.#slots.length - 1;
    for (let number = 0; number < this.#length; number++) {
      const from = this.#bounds[number] as number, to = this.#bounds[number + 1] as number;
      let slot = hash(this.#bytes, from, to) & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = number + 1;
    }
  }
}
