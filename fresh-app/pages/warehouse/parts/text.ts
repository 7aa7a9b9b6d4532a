/** How the pages of the warehouse write money, shares and estimates. */
import type { MeanInterval } from "../../../../lib/statistics/mean_interval.ts";
import type { RateInterval } from "../../../../lib/statistics/wilson.ts";

/**
 * Money of the warehouse, which is text so that no centavo is lost: `R$ 13,591,643.70`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(reaisText("13591643.7"), "R$\u00a013,591,643.70");
 * ```
 */
export function reaisText(amount: string): string {
  const [, sign = "", digits = "0", cents = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount) ?? [];
  return `${sign}R$\u00a0${digits.replace(/\B(?=(\d{3})+$)/g, ",")}.${cents.padEnd(2, "0")}`;
}

/** Money that is rounded: `R$ 1.2 M`. */
export function roundReaisText(amount: number): string {
  return `R$\u00a0${round.format(amount)}`;
}

const round = new Intl.NumberFormat("en-US", { notation: "compact", maximumSignificantDigits: 3 });

/** `8.11 %`. */
export const shareText = (share: number): string => `${(100 * share).toFixed(2)} %`;

/** The interval of a mean: `95 %: 4.08 to 4.09`. */
export const meanNote = ({ low, high }: MeanInterval, digits = 2): string =>
  `95 %: ${low.toFixed(digits)} to ${high.toFixed(digits)}`;

/** The interval of a share: `95 %: 7.94 to 8.28 %`. */
export const rateNote = ({ low, high }: RateInterval): string =>
  `95 %: ${(100 * low).toFixed(2)} to ${(100 * high).toFixed(2)} %`;

/** The beginning of an id of 32 characters, which tells it from the others of a page. */
export const shortId = (id: string): string => `${id.slice(0, 8)}…`;
