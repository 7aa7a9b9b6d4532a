/** Wilson's interval of a share. */
import { normalQuantile } from "./normal_quantile.ts";

/** A share, and the interval in which the true one lies. */
export interface RateInterval {
  readonly rate: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The share of `successes` in `trials`, with an interval that holds the true share in about
 * `confidence` of all samples, also for few trials and shares near 0 and 1 (Wilson, "Probable inference,
 * the law of succession, and statistical inference", 1927).
 *
 * The trials must be independent: of views by the same people the interval is a little too narrow.
 *
 * @throws {RangeError} if not `0 <= successes <= trials`, or there are no trials
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * assertAlmostEquals(wilsonInterval(0, 20).high, 0.1611, 1e-4); // 0 of 20 may well be 16 %
 * ```
 */
export function wilsonInterval(
  successes: number,
  trials: number,
  confidence = 0.95,
): RateInterval {
  if (!(trials > 0 && successes >= 0 && successes <= trials)) {
    throw new RangeError(`Cannot make a rate of ${successes} successes in ${trials} trials`);
  }
  const z = normalQuantile((1 + confidence) / 2);
  const rate = successes / trials;
  const centre = rate + z ** 2 / (2 * trials);
  const reach = z * Math.sqrt((rate * (1 - rate) + z ** 2 / (4 * trials)) / trials);
  const scale = 1 + z ** 2 / trials;
  return {
    rate,
    low: successes === 0 ? 0 : Math.max((centre - reach) / scale, 0),
    high: successes === trials ? 1 : Math.min((centre + reach) / scale, 1),
  };
}
