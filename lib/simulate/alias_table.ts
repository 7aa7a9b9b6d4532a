/**
 * Weighted draws in constant time, whatever the number of outcomes.
 *
 * The alias method of A. J. Walker (*An efficient method for generating discrete random variables with
 * general distributions*, ACM TOMS 3, 1977), built as by M. D. Vose (*A linear algorithm for generating
 * random numbers with a given distribution*, IEEE TSE 17, 1991): outcomes are columns of equal height,
 * each filled by itself up to its threshold and by one other, its alias, above.
 */
export class AliasTable {
  readonly #threshold: Float64Array;
  readonly #alias: Uint32Array;

  /**
   * @param weights one for each outcome, 0 or more, not all 0; an outcome of weight 0 is never drawn
   * @throws {RangeError} if a weight is negative or not finite, or if none is positive
   */
  constructor(weights: ArrayLike<number>) {
    const n = weights.length;
    const mean = checkedSum(weights) / n;
    const height = Float64Array.from(weights, (weight) => weight / mean);
    const heaviest = height.indexOf(height.reduce((a, b) => Math.max(a, b)));
    this.#threshold = new Float64Array(n);
    this.#alias = new Uint32Array(n).fill(heaviest);

    const columns = Array.from(height.keys());
    const low = columns.filter((i) => at(height, i) < 1);
    const high = columns.filter((i) => at(height, i) >= 1);
    while (low.length > 0 && high.length > 0) {
      const short = low.pop() as number;
      const tall = high.pop() as number;
      this.#threshold[short] = at(height, short);
      this.#alias[short] = tall;
      height[tall] = at(height, tall) - (1 - at(height, short));
      (at(height, tall) < 1 ? low : high).push(tall);
    }
    // What remains is full but for rounding errors; weights of 0 keep a threshold of 0.
    for (const i of [...low, ...high]) this.#threshold[i] = at(weights, i) > 0 ? 1 : 0;
  }

  /** The outcome for `u`, a number drawn uniformly from [0, 1). */
  draw(u: number): number {
    const x = u * this.#threshold.length;
    const column = x | 0;
    return x - column < at(this.#threshold, column) ? column : at(this.#alias, column);
  }
}

function at(values: ArrayLike<number>, i: number): number {
  return values[i] as number;
}

function checkedSum(weights: ArrayLike<number>): number {
  let sum = 0;
  for (const weight of Array.from(weights)) {
    if (!(weight >= 0 && weight < Infinity)) {
      throw new RangeError(
        `Cannot draw with the weight ${weight}: weights are 0 or more and finite`,
      );
    }
    sum += weight;
  }
  if (sum === 0) throw new RangeError("Cannot draw: no weight is positive");
  return sum;
}
