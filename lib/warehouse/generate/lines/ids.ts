/** Ids of 32 hexadecimal characters, of which no two numbers share one. */
import type { Random } from "../../../base/random.ts";

/** The ids of one kind of thing. */
export class Ids {
  readonly #keys: Int32Array;

  constructor(draw: Random) {
    this.#keys = Int32Array.from({ length: 4 }, () => draw.int32());
  }

  /** Writes the four words of the id of number `n` (0 to 2^32 - 1) at `to`: no two numbers share one. */
  words(n: number, to: Int32Array): void {
    // The first word is a permutation of the number; the others follow from it.
    let word = n | 0;
    for (let i = 0; i < 4; i++) {
      word = spread(word ^ (this.#keys[i] ?? 0));
      to[i] = word;
    }
  }
}

/** A permutation of 32 bits: the finalizer of splitmix32. */
function spread(x: number): number {
  let z = (x + 0x9e3779b9) | 0;
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return z ^ (z >>> 15);
}
