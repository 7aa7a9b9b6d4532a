/** How numbers of bytes are written. */

const units = ["bytes", "kB", "MB", "GB", "TB"] as const;

/**
 * A number of bytes to at most three digits, in units of a thousand.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals([950, 8_512, 349e6].map(bytesText), ["950 bytes", "8.51 kB", "349 MB"]);
 * ```
 */
export function bytesText(bytes: number): string {
  let value = bytes, unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return `${Number(value.toFixed(digits))} ${units[unit]}`;
}
