/** Dates and times read from bytes, as logs have them. */
import { hour_ms } from "./durations.ts";

const zero = 48;

/**
 * The instant, in milliseconds since 1970-01-01T00Z, of a date and time as ISO 8601 and RFC 3339 write
 * it: `2025-11-28T20:03:22` with `T` or a blank, then optional fractions of a second, then nothing or `Z`
 * (UTC), or an offset such as `+01:00`. `NaN` if `bytes[from..to)` is anything else.
 */
export function instantOf(bytes: Uint8Array, from: number, to: number): number {
  if (to - from < 19) return NaN;
  const separator = bytes[from + 10];
  if (
    bytes[from + 4] !== dash || bytes[from + 7] !== dash || bytes[from + 13] !== colon ||
    bytes[from + 16] !== colon || (separator !== letterT && separator !== blank)
  ) return NaN;
  const year = number(bytes, from, 4);
  const month = number(bytes, from + 5, 2);
  const day = number(bytes, from + 8, 2);
  if (!(year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month))) {
    return NaN;
  }
  const hour = number(bytes, from + 11, 2);
  const minute = number(bytes, from + 14, 2);
  const second = number(bytes, from + 17, 2);
  if (!(hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second <= 60)) {
    return NaN;
  }
  const local_min = (24 * daysSince1970(year, month, day) + hour) * 60 + minute;
  const utc_min = local_min - offsetOf(bytes, from + 19, to);
  // 60 is a leap second, which this way of counting does not have: it is the one before.
  return 1000 * (60 * utc_min + Math.min(second, 59)) + thousandths(bytes, from + 19, to);
}

/** The hour, counted from 1970-01-01T00Z, in which an instant lies: see {@link instantOf}. */
export function hourOf(bytes: Uint8Array, from: number, to: number): number {
  return Math.floor(instantOf(bytes, from, to) / hour_ms);
}

const dash = 45, colon = 58, letterT = 84, blank = 32, letterZ = 90, point = 46, plus = 43;

/** How many minutes before UTC the time is, by what follows the seconds; `NaN` if that may not. */
function offsetOf(bytes: Uint8Array, from: number, to: number): number {
  let i = from;
  if (bytes[i] === point && i < to) {
    const digits = i + 1;
    for (i = digits; i < to && isDigit(bytes[i] as number); i++);
    if (i === digits) return NaN;
  }
  if (i === to) return 0;
  const sign = bytes[i];
  if (sign === letterZ) return i + 1 === to ? 0 : NaN;
  if (sign !== plus && sign !== dash) return NaN;
  if (i + 6 !== to || bytes[i + 3] !== colon) return NaN;
  const hours = number(bytes, i + 1, 2);
  const minutes = number(bytes, i + 4, 2);
  if (!(hours >= 0 && hours < 24 && minutes >= 0 && minutes < 60)) return NaN;
  return (sign === plus ? 1 : -1) * (60 * hours + minutes);
}

/** The first three digits behind a point, if there is one. */
function thousandths(bytes: Uint8Array, from: number, to: number): number {
  if (bytes[from] !== point || from >= to) return 0;
  let value = 0;
  for (let i = from + 1, unit = 100; unit >= 1 && i < to; i++, unit /= 10) {
    if (!isDigit(bytes[i] as number)) break;
    value += unit * (bytes[i] as number - zero);
  }
  return value;
}

const isDigit = (byte: number) => byte >= zero && byte < zero + 10;

/** The number that `length` digits spell, or -1 if one is no digit. */
function number(bytes: Uint8Array, from: number, length: number): number {
  let value = 0;
  for (let i = from; i < from + length; i++) {
    const byte = bytes[i] as number;
    if (!isDigit(byte)) return -1;
    value = value * 10 + byte - zero;
  }
  return value;
}

function daysOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** By years that begin in March, so that a leap day comes last. */
function daysSince1970(year: number, month: number, day: number): number {
  const y = month > 2 ? year : year - 1;
  const m = month > 2 ? month - 3 : month + 9;
  const leapDays = Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400);
  return 365 * y + leapDays + Math.floor((153 * m + 2) / 5) + day - 1 - 719_468;
}
