/** The interval of a mean, from what a database has counted. */
import { normalQuantile } from "./normal_quantile.ts";

/** A mean, and the interval in which the true one lies. */
export interface MeanInterval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/**
 * A mean with an interval that holds the true mean in about `confidence` of all samples, by the normal
 * distribution: for some thirty values or more.
 *
 * @param deviation the standard deviation of the sample; of a single value it is unknown, and the interval
 *   is the value itself
 * @param count of the values
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * assertAlmostEquals(meanInterval(4, 1, 100).low, 3.804, 1e-3);
 * ```
 */
export function meanInterval(
  mean: number,
  deviation: number | null,
  count: number,
  confidence = 0.95,
): MeanInterval {
  const spread = Number.isFinite(deviation) ? deviation ?? 0 : 0;
  const reach = normalQuantile((1 + confidence) / 2) * spread / Math.sqrt(count);
  return { mean, low: mean - reach, high: mean + reach };
}
