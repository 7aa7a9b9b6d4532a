/** Sharing out whole numbers, so that counts come out as planned and not by luck. */
import type { Random } from "../../../base/random.ts";

/**
 * `total` shared out in proportion to `weights`, in whole numbers that add up to it: the method of the
 * largest remainder (Hamilton's). Weights that add up to `total` are returned as they are.
 */
export function apportion(total: number, weights: ArrayLike<number>): number[] {
  const list = Array.from(weights);
  const sum = list.reduce((a, b) => a + b, 0);
  if (sum <= 0) return list.map((_, i) => i === 0 ? total : 0);
  const exact = list.map((weight) => total * weight / sum);
  const shares = exact.map(Math.floor);
  let left = total - shares.reduce((a, b) => a + b, 0);
  const byRemainder = exact.map((value, i) => [value - Math.floor(value), i] as const)
    .sort((a, b) => b[0] - a[0] || a[1] - b[1]);
  for (const [, i] of byRemainder) {
    if (left-- <= 0) break;
    shares[i] = (shares[i] ?? 0) + 1;
  }
  return shares;
}

/** As many labels 0, 1, 2 … as `counts` says, in random order. */
export function labels(counts: ArrayLike<number>, draw: Random): Uint32Array {
  const list = Array.from(counts);
  const result = new Uint32Array(list.reduce((a, b) => a + b, 0));
  let from = 0;
  list.forEach((count, label) => result.fill(label, from, from += count));
  draw.shuffle(result);
  return result;
}

/** The numbers 0 to `length - 1`. */
export function range(length: number): Uint32Array {
  const result = new Uint32Array(length);
  for (let i = 0; i < length; i++) result[i] = i;
  return result;
}

/** The numbers 0 to `length - 1` in random order. */
export function shuffled(length: number, draw: Random): Uint32Array {
  const result = range(length);
  draw.shuffle(result);
  return result;
}

/** The positions of `values` in the order of their values, least first; at most 2^21 of them. */
export function order(values: Float64Array | Float32Array): Uint32Array {
  const { length } = values;
  let least = Infinity, most = -Infinity;
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  // 32 bits of the value and 21 of the position in one number sort without a comparing function.
  const scale = most > least ? 4_294_967_295 / (most - least) : 0;
  const keys = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    keys[i] = Math.floor(((values[i] ?? 0) - least) * scale) * 2_097_152 + i;
  }
  keys.sort();
  const result = new Uint32Array(length);
  for (let i = 0; i < length; i++) result[i] = (keys[i] ?? 0) % 2_097_152;
  return result;
}
