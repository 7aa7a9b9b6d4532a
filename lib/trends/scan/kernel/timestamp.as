/** The hour of a time as `TimeReader` reads it, if it is plain, for the years of {@link firstYear} to {@link lastYear}. */

const firstYear: u32 = 1970, lastYear: u32 = 2099;

/** Hours and seconds from 1970 to the end of the last year. */
const knownHours: i32 = 1_139_568;
const knownSeconds: u64 = 4_102_444_800;

const dash: u8 = 45, colon: u8 = 58, blank: u8 = 32, plus: u8 = 43, point: u8 = 46;
const smallT: u8 = 116, smallZ: u8 = 122, capital: u8 = 32;

/** The digit at an address; more than 9 if there is none. */
// @ts-ignore: decorator
@inline
function digit(at: usize): u32 {
  return <u32>load<u8>(at) - 48;
}

/** The number of two digits; over 99 if one is no digit. */
// @ts-ignore: decorator
@inline
function two(at: usize): u32 {
  const tens = digit(at), ones = digit(at + 1);
  return tens > 9 || ones > 9 ? 100 : tens * 10 + ones;
}

/**
 * Hours since 1970 of `YYYY-MM-DDTHH:MM:SS`, then fractions or none, then `Z` or nothing. -1 if it is
 * anything else, which may be a time nevertheless.
 */
export function hourOf(from: usize, end: usize): i32 {
  const hour = writtenHour(from, end);
  if (hour < 0) return -1;
  let at = afterFraction(from + 19, end);
  if (at < end && (load<u8>(at) | capital) == smallZ) at++;
  return at == end ? hour : -1;
}

/** The same of times in another form, which {@link hourOf} does not read, but for those that are not plain. */
export function hourOfOther(from: usize, end: usize, times: u32): i32 {
  return times == 0 ? hourWithOffset(from, end) : hourOfNumber(from, end, times);
}

/** The same with an offset from UTC, `+HH:MM`, `+HHMM` or `+HH`, at the end. */
function hourWithOffset(from: usize, end: usize): i32 {
  const hour = writtenHour(from, end);
  if (hour < 0) return -1;
  let at = afterFraction(from + 19, end);
  if (end < at + 3) return -1;
  const sign = load<u8>(at);
  const hours = two(at + 1);
  at += 3;
  let minutes: u32 = 0;
  if (at < end) {
    if (load<u8>(at) == colon) at++;
    minutes = end == at + 2 ? two(at) : 100;
  }
  if ((sign != plus && sign != dash) || hours > 23 || minutes > 59) return -1;
  const offset = <i32>(hours * 60 + minutes);
  const minute = hour * 60 + <i32>two(from + 14) - (sign == plus ? offset : -offset);
  const utc = minute / 60;
  return minute >= 0 && utc < knownHours ? utc : -1;
}

/** Hours since 1970 of digits that count since then, in the unit of `Plan.times`; -1 if that is not plain. */
function hourOfNumber(from: usize, end: usize, times: u32): i32 {
  const beyond = <usize>(times - 1) * 3; // of a second
  const digits = end - from;
  if (digits < beyond + 9 || digits > beyond + 10) return -1;
  let second: u64 = 0;
  for (let at = from; at < end; at++) {
    const value = digit(at);
    if (value > 9) return -1;
    if (at < end - beyond) second = second * 10 + value;
  }
  return second < knownSeconds ? <i32>(second / 3600) : -1;
}

/** Where fractions of a second end, if there are any, or `from`; `from - 1` if there is a point alone. */
// @ts-ignore: decorator
@inline
function afterFraction(from: usize, end: usize): usize {
  if (from == end || load<u8>(from) != point) return from;
  let at = from + 1;
  while (at < end && digit(at) <= 9) at++;
  return at == from + 1 ? from - 1 : at;
}

/** Hours since 1970 of `YYYY-MM-DDTHH:MM:SS`, whatever follows; -1 if it is anything else. */
// @ts-ignore: decorator
@inline
function writtenHour(from: usize, end: usize): i32 {
  if (end < from + 19) return -1;
  const separator = load<u8>(from + 10);
  if (
    load<u8>(from + 4) != dash || load<u8>(from + 7) != dash || load<u8>(from + 13) != colon ||
    load<u8>(from + 16) != colon || ((separator | capital) != smallT && separator != blank)
  ) return -1;
  const century = two(from), yearOfCentury = two(from + 2);
  const month = two(from + 5), day = two(from + 8), hour = two(from + 11);
  if (century > 99 || yearOfCentury > 99) return -1;
  const year = century * 100 + yearOfCentury;
  if (
    year < firstYear || year > lastYear || month - 1 > 11 || day - 1 >= daysOf(year, month) ||
    hour > 23 || two(from + 14) > 59 || two(from + 17) > 60
  ) return -1;
  return <i32>(daysSince1970(year, month, day) * 24 + hour);
}

function daysOf(year: u32, month: u32): u32 {
  if (month == 2) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/** By years that begin in March, so that a leap day comes last. */
function daysSince1970(year: u32, month: u32, day: u32): u32 {
  const y = month > 2 ? year : year - 1;
  const m = month > 2 ? month - 3 : month + 9;
  const beforeYear = 365 * y + y / 4 - y / 100 + y / 400;
  return beforeYear + (153 * m + 2) / 5 + day - 1 - 719468;
}

/** Whether four bytes are `:SSZ`, up to `:59Z`. */
// @ts-ignore: decorator
@inline
export function isSecondsZ(bytes: u32): bool {
  const rest = bytes ^ 0x5a30303a; // ":00Z"; what is left of the digits is their value
  return (((rest + 0x00767a00) | rest) & 0xff8080ff) == 0; // at most 5 + 0x7a and 9 + 0x76
}
