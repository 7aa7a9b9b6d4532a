/** When people shop: the hours of the day, the weekend, Black Friday. */
import { isWhole } from "../base/is_whole.ts";
import { day_ms, hour_ms } from "../base/durations.ts";

/** Algeria keeps UTC+1 all year. */
const utcOffset_ms = hour_ms;

/** The simulated time, whole hours from `start` (included) to `end` (excluded). */
export interface Window {
  readonly start: Date;
  readonly end: Date;
  readonly hours: number;
}

/** The longest window, in days; users register in the two years before `end`, but before `start`. */
export const maxDays = 700;

/**
 * The window of `days` days that ends at `end`.
 *
 * @throws {RangeError} if `days` is not a whole number from 1 to `maxDays`, or `end` not a full hour
 */
export function windowOf(days: number, end: Date): Window {
  if (!isWhole(days, 1, maxDays)) {
    throw new RangeError(
      `Cannot simulate ${days} days: it must be a whole number, 1 to ${maxDays}`,
    );
  }
  if (end.getTime() % hour_ms !== 0) { // NaN included
    throw new RangeError(`Cannot end the simulation at ${end}: it must be a full hour in UTC`);
  }
  return { start: new Date(end.getTime() - days * day_ms), end, hours: days * 24 };
}

// deno-fmt-ignore -- from midnight to noon, and from noon to midnight
const intensityByLocalHour = [
  0.55, 0.30, 0.15, 0.10, 0.10, 0.15, 0.25, 0.40, 0.60, 0.80, 0.95, 1.00,
  0.95, 0.95, 1.00, 1.05, 1.10, 1.20, 1.30, 1.45, 1.90, 2.20, 2.10, 1.50,
];

const friday = 5;
const saturday = 6;

/** How much busier a day is than usual, by its distance in days from Black Friday. */
const blackFridayFactors = new Map([
  [-4, 1.5],
  [-3, 1.6],
  [-2, 1.7],
  [-1, 2.2],
  [0, 4],
  [1, 2.4],
  [2, 1.7],
]);

/** How busy each hour of the window is, relative to the others. */
export function hourlyIntensity({ start, hours }: Window): Float64Array {
  return Float64Array.from({ length: hours }, (_, hour) => {
    const local = new Date(start.getTime() + hour * hour_ms + utcOffset_ms);
    return hourFactor(local) * (blackFridayFactors.get(daysFromBlackFriday(local)) ?? 1);
  });
}

/** Whether an instant is in the week of Black Friday, from its Monday to its Sunday, local time. */
export function inBlackFridayWeek(instant: Date): boolean {
  const local = new Date(instant.getTime() + utcOffset_ms);
  return blackFridayFactors.has(daysFromBlackFriday(local));
}

function hourFactor(local: Date): number {
  const hour = local.getUTCHours();
  const day = local.getUTCDay();
  const usual = intensityByLocalHour[hour] ?? 0;
  if (day === friday && (hour === 12 || hour === 13)) return usual * 0.35; // the Friday prayer
  return day === friday || day === saturday ? usual * 1.2 : usual;
}

/** Days since Black Friday, the last Friday of November of the same year; negative before. */
function daysFromBlackFriday(local: Date): number {
  const endOfNovember = new Date(Date.UTC(local.getUTCFullYear(), 10, 30));
  const sinceFriday = (endOfNovember.getUTCDay() - friday + 7) % 7;
  return Math.floor((local.getTime() - endOfNovember.getTime()) / day_ms) + sinceFriday;
}

/**
 * Shares out `total` in proportion to `weights`, in whole numbers that add up exactly.
 *
 * @returns one count for each weight
 */
export function allocate(total: number, weights: Float64Array): Uint32Array {
  const sum = weights.reduce((a, b) => a + b, 0);
  let cumulative = 0;
  let given = 0;
  return Uint32Array.from(weights, (weight, i) => {
    cumulative += weight;
    const due = i === weights.length - 1 ? total : Math.round((total * cumulative) / sum);
    const share = due - given;
    given = due;
    return share;
  });
}
