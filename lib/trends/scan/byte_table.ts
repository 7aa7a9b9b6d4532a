/** A table of keys that finds bytes without making strings of them. */
import { ByteIds } from "../../base/text/byte_ids.ts";
import { encoded } from "../../base/text/encoded.ts";

/** Finds which of a fixed set of keys some bytes spell, without making a string of them. */
export class ByteTable {
  readonly #ids = new ByteIds();

  /** @throws {RangeError} if two keys are the same */
  constructor(keys: readonly string[]) {
    for (const [index, key] of keys.entries()) {
      const bytes = encoded(key);
      if (this.#ids.add(bytes, 0, bytes.length) < index) {
        throw new RangeError(`Two keys are "${key}"`);
      }
    }
  }

  /** The index of the key that `bytes[from..to)` spells, or -1. */
  find(bytes: Uint8Array, from: number, to: number): number {
    return this.#ids.find(bytes, from, to);
  }
}
