const zero = 48;

/**
 * Whether `bytes[from..to)` is a date and time as ISO 8601 and RFC 3339 write it: `2025-11-28T20:03:22`
 * with `T` or a blank, then optional fractions of a second, then nothing, `Z` or an offset.
 */
export function isTimestamp(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from < 19) return false;
  const separator = bytes[from + 10];
  if (
    bytes[from + 4] !== dash || bytes[from + 7] !== dash || bytes[from + 13] !== colon ||
    bytes[from + 16] !== colon || (separator !== letterT && separator !== blank)
  ) return false;
  const year = number(bytes, from, 4);
  const month = number(bytes, from + 5, 2);
  const day = number(bytes, from + 8, 2);
  if (!(year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month))) {
    return false;
  }
  const hour = number(bytes, from + 11, 2);
  const minute = number(bytes, from + 14, 2);
  const second = number(bytes, from + 17, 2);
  // 60 is a leap second.
  if (!(hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second <= 60)) {
    return false;
  }
  return isEnd(bytes, from + 19, to);
}

const dash = 45, colon = 58, letterT = 84, blank = 32, letterZ = 90, point = 46, plus = 43;

/** What may follow the seconds. */
function isEnd(bytes: Uint8Array, from: number, to: number): boolean {
  let i = from;
  if (bytes[i] === point && i < to) {
    const digits = i + 1;
    for (i = digits; i < to && isDigit(bytes[i] as number); i++);
    if (i === digits) return false;
  }
  if (i === to) return true;
  if (bytes[i] === letterZ) return i + 1 === to;
  if (bytes[i] !== plus && bytes[i] !== dash) return false;
  if (i + 6 !== to || bytes[i + 3] !== colon) return false;
  const hours = number(bytes, i + 1, 2);
  const minutes = number(bytes, i + 4, 2);
  return hours >= 0 && hours < 24 && minutes >= 0 && minutes < 60;
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
