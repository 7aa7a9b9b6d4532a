/**
 * The quantile of sorted values between the two nearest (R. J. Hyndman and Y. Fan, *Sample Quantiles in
 * Statistical Packages*, 1996, definition 7).
 *
 * @param share in 0..1
 * @returns NaN if there are no values
 */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const place = share * (sorted.length - 1), below = Math.floor(place);
  const low = sorted[below] ?? NaN, high = sorted[below + 1] ?? low;
  return low + (place - below) * (high - low);
}
