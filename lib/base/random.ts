/** Random numbers from a seed, the same on every machine. */
import { encoded } from "./text/encoded.ts";
import { isWhole } from "./is_whole.ts";

/**
 * A seeded generator of pseudo-random numbers, Chris Doty-Humphrey's sfc32: 128 bits of state, passes
 * PractRand, a few nanoseconds a draw (http://pracrand.sourceforge.net/RNG_engines.txt).
 */
export class Random {
  // Signed 32-bit integers, which V8 keeps unboxed.
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  /** @param key any three 32-bit integers; `random` derives them from a seed and a name */
  constructor([a, b, c]: readonly [number, number, number]) {
    this.#a = a | 0;
    this.#b = b | 0;
    this.#c = c | 0;
    for (let round = 0; round < 12; round++) this.int32();
  }

  /** A signed 32-bit integer, all equally likely. */
  int32(): number {
    const result = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + result) | 0;
    return result;
  }

  /** A number in [0, 1), a multiple of 2^-32. */
  next(): number {
    return (this.int32() >>> 0) / 4294967296;
  }

  /** A whole number in [0, n). */
  int(n: number): number {
    return Math.floor(this.next() * n);
  }

  /** `true` with the given probability. */
  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** One of `values`, all equally likely. Throws {@linkcode RangeError} if there are none. */
  pick<T>(values: readonly T[]): T {
    if (values.length === 0) throw new RangeError("Cannot pick one of no values");
    return values[this.int(values.length)] as T;
  }

  /** A normally distributed number, mean 0 and standard deviation 1 (Box and Muller, 1958). */
  gaussian(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.next()));
    return radius * Math.cos(2 * Math.PI * this.next());
  }

  /** Puts `values` in random order, in place (Fisher and Yates). */
  shuffle(values: Uint32Array): void {
    for (let last = values.length - 1; last > 0; last--) {
      const chosen = this.int(last + 1);
      const value = values[last] ?? 0;
      values[last] = values[chosen] ?? 0;
      values[chosen] = value;
    }
  }
}

/**
 * The random stream called `name` of a seed.
 *
 * Streams of one seed are independent, so that one more draw in `"orders"` leaves `"users"` as it was.
 *
 * @param seed a whole number from 0 to `Number.MAX_SAFE_INTEGER`
 * @throws {RangeError} if `seed` is anything else
 */
export function random(seed: number, name: string): Random {
  if (!isWhole(seed, 0, Number.MAX_SAFE_INTEGER)) {
    throw new RangeError(`Cannot use ${seed} as a seed: it must be a whole number, 0 or more`);
  }
  let state = seed | 0;
  for (const word of [Math.floor(seed / 4294967296), ...encoded(name)]) {
    state = mix(state ^ word);
  }
  return new Random([mix(state + 1), mix(state + 2), mix(state + 3)]);
}

/** Spreads every bit of `x` over 32 bits: the finalizer of splitmix32, after MurmurHash3. */
function mix(x: number): number {
  let z = (x + 0x9e3779b9) | 0;
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return z ^ (z >>> 15);
}
