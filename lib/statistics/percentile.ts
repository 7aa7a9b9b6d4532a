/** Quantiles of values in whatever order. */
import { quantile } from "./quantile.ts";

/**
 * The quantile of values in whatever order.
 *
 * @param share in 0..1, such as 0.5 for the median
 * @returns NaN if there are no values
 */
export function percentile(values: readonly number[], share: number): number {
  return quantile(Float64Array.from(values).sort(), share);
}
