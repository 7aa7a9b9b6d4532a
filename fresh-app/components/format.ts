/** How the pages write numbers, money and times. */

const timeZone = "Africa/Algiers";
const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const decimal = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 });
const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone });
const minute = new Intl.DateTimeFormat("en-GB", {
  dateStyle: "medium",
  timeStyle: "short",
  timeZone,
});

/** `1,234`. */
export const wholeText = (value: number): string => whole.format(value);

/** `8.4`. */
export const decimalText = (value: number): string => decimal.format(value);

/** `125,000 DZD`. */
export const dzdText = (value_dzd: number): string => `${whole.format(value_dzd)} DZD`;

/** A share, 0 to 1: `56 %`; what is more than nothing is never called 0 %. */
export function percentText(share: number): string {
  return share > 0 && share < 0.01 ? "< 1 %" : `${Math.round(100 * share)} %`;
}

/** `28 Nov 2025`, in Algeria. */
export const dayText = (date: Date): string => day.format(date);

/** `28 Nov 2025, 21:03`, in Algeria. */
export const minuteText = (date: Date): string => minute.format(date);
