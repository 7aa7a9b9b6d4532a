// deno-fmt-ignore -- the coefficients of the central region, and of the tails, as in the paper
const central = {
  above: [3.3871327179e0, 5.0434271938e1, 1.5929113202e2, 5.9109374720e1],
  below: [1, 1.7895169469e1, 7.8757757664e1, 6.7187563600e1],
}, tails = {
  above: [1.4234372777e0, 2.7568153900e0, 1.3067284816e0, 1.7023821103e-1],
  below: [1, 7.3700164250e-1, 1.2021132975e-1],
}, farTails = {
  above: [6.6579051150e0, 3.0812263860e0, 4.2868294337e-1, 1.7337203997e-2],
  below: [1, 2.4197894225e-1, 1.2258202635e-2],
};

/**
 * The value below which a standard normal variable lies with probability `p`, to 7 digits (Wichura,
 * "Algorithm AS 241: The percentage points of the normal distribution", 1988, PPND7).
 *
 * @throws {RangeError} if `p` is not between 0 and 1, both excluded
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * assertAlmostEquals(normalQuantile(0.975), 1.959964, 1e-6);
 * ```
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) {
    throw new RangeError(`Cannot find the normal quantile of ${p}: it must be between 0 and 1`);
  }
  const fromMiddle = p - 0.5;
  if (Math.abs(fromMiddle) <= 0.425) {
    return fromMiddle * ratio(central, 0.180625 - fromMiddle ** 2);
  }
  const r = Math.sqrt(-Math.log(Math.min(p, 1 - p)));
  return Math.sign(fromMiddle) * (r <= 5 ? ratio(tails, r - 1.6) : ratio(farTails, r - 5));
}

type Ratio = typeof central;

/** Two polynomials in `x`, one over the other; coefficients from the constant one on. */
const ratio = ({ above, below }: Ratio, x: number) => polynomial(above, x) / polynomial(below, x);

const polynomial = (coefficients: readonly number[], x: number) =>
  coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
