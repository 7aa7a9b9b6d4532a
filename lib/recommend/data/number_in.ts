/** Numbers read from bytes. */

const decoder = new TextDecoder();
const zero = 48, point = 46;

/** Of what `Number` reads, the numbers that people and other programs write: 0x10 is more likely an id. */
const decimal = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i;

/** Of so many digits a whole number is exact, and so is its quotient by a power of ten. */
const exactDigits = 15;
const powersOfTen = Float64Array.from({ length: exactDigits + 1 }, (_, power) => 10 ** power);

/** The number that `bytes[from..to)` spells, in decimals, perhaps with an exponent, or `NaN`. */
export function numberIn(bytes: Uint8Array, from: number, to: number): number {
  if (to - from <= exactDigits) {
    let value = 0, digits = 0, decimals = -1;
    let at = from;
    for (; at < to; at++) {
      const digit = (bytes[at] as number) - zero;
      if (digit >= 0 && digit <= 9) {
        value = 10 * value + digit;
        digits++;
        if (decimals >= 0) decimals++;
      } else if (bytes[at] === point && decimals < 0) {
        decimals = 0;
      } else break;
    }
    if (at === to && digits > 0) {
      return decimals > 0 ? value / (powersOfTen[decimals] as number) : value;
    }
  }
  const text = decoder.decode(bytes.subarray(from, to));
  return decimal.test(text) ? Number(text) : NaN;
}
