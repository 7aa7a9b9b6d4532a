/** How shares, 0 to 1, are written as percentages. */
import { whole } from "./whole.ts";

/** With so many decimals: `56 %`, or `5.0 %` with one. */
export const percentText = (share: number, decimals = 0): string =>
  `${decimals === 0 ? whole(100 * share) : (100 * share).toFixed(decimals)} %`;

/** With one decimal where there is one: `5 %`, `5.1 %`. */
export const shortPercentText = (share: number): string => `${Number((100 * share).toFixed(1))} %`;
