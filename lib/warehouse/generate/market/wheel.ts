/** Draws in proportion to weights. */
import type { Random } from "../../../base/random.ts";

/** Draws positions in proportion to weights. */
export class Wheel {
  readonly #sums: Float64Array;

  constructor(weights: ArrayLike<number>) {
    this.#sums = new Float64Array(weights.length);
    let sum = 0;
    for (let i = 0; i < weights.length; i++) {
      sum += weights[i] ?? 0;
      this.#sums[i] = sum;
    }
  }

  /** A position with a weight above 0. */
  turn(draw: Random): number {
    return this.at(draw.next());
  }

  /** The position at a share of the whole, 0 to 1. */
  at(share: number): number {
    const { length } = this.#sums;
    const sought = share * (this.#sums[length - 1] ?? 0);
    let low = 0, high = length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#sums[middle] ?? 0) > sought) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
