/** The numbers that begin with some digits. */

/** No store has more than a billion users. */
export const mostDigits = 9;

/**
 * The numbers that begin with some digits, as ranges: of 12 that is 12, then 120 to 129, then 1200
 * to 1299 and so on.
 *
 * @param digits decimal, without leading zeros; none: all numbers from 1
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const [first, second] = prefixRanges("12");
 * assertEquals([first, second], [{ from: 12, below: 13 }, { from: 120, below: 130 }]);
 * ```
 */
export function prefixRanges(digits: string): { readonly from: number; readonly below: number }[] {
  if (digits === "") return [{ from: 1, below: 10 ** mostDigits }];
  const first = Number(digits);
  return Array.from({ length: Math.max(mostDigits - digits.length + 1, 0) }, (_, zeros) => ({
    from: first * 10 ** zeros,
    below: (first + 1) * 10 ** zeros,
  }));
}
