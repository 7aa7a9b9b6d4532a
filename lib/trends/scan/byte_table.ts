/** A table of keys that finds bytes without making strings of them. */

/** Finds which of a fixed set of keys some bytes spell, without making a string of them. */
export class ByteTable {
  readonly #keys: readonly Uint8Array[];
  /** Open addressing: the key's index plus one, or 0. */
  readonly #slots: Int32Array;
  readonly #mask: number;

  /** @throws {RangeError} if two keys are the same */
  constructor(readonly keys: readonly string[]) {
    const encoder = new TextEncoder();
    this.#keys = keys.map((key) => encoder.encode(key));
    const size = 2 ** Math.ceil(Math.log2(keys.length * 4 + 1));
    this.#slots = new Int32Array(size);
    this.#mask = size - 1;
    for (const [index, key] of this.#keys.entries()) {
      if (this.find(key, 0, key.length) >= 0) throw new RangeError(`Two keys are "${keys[index]}"`);
      let slot = hash(key, 0, key.length) & this.#mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & this.#mask;
      this.#slots[slot] = index + 1;
    }
  }

  /** The index of the key that `bytes[from..to)` spells, or -1. */
  find(bytes: Uint8Array, from: number, to: number): number {
    let slot = hash(bytes, from, to) & this.#mask;
    for (let entry; (entry = this.#slots[slot] as number) !== 0; slot = (slot + 1) & this.#mask) {
      if (equals(this.#keys[entry - 1] as Uint8Array, bytes, from, to)) return entry - 1;
    }
    return -1;
  }
}

/** FNV-1a, 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/), its high bits folded in. */
export function hash(bytes: Uint8Array, from: number, to: number): number {
  let h = 0x811c9dc5;
  for (let i = from; i < to; i++) h = Math.imul(h ^ (bytes[i] as number), 0x01000193);
  return h ^ (h >>> 15);
}

/** Whether `bytes[from..to)` spells the key. */
export function equals(key: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean {
  if (key.length !== to - from) return false;
  for (let i = 0; i < key.length; i++) if (key[i] !== bytes[from + i]) return false;
  return true;
}
