/** The hour of a timestamp, for the years of {@link firstYear} to {@link lastYear}. */

const firstYear: u32 = 1970, lastYear: u32 = 2099;

const dash: u8 = 45, colon: u8 = 58, letterT: u8 = 84, blank: u8 = 32, letterZ: u8 = 90, point: u8 = 46;

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
 * anything else, which may be a timestamp nevertheless.
 */
export function hourOf(from: usize, end: usize): i32 {
  if (end < from + 19) return -1;
  const separator = load<u8>(from + 10);
  if (
    load<u8>(from + 4) != dash || load<u8>(from + 7) != dash || load<u8>(from + 13) != colon ||
    load<u8>(from + 16) != colon || (separator != letterT && separator != blank)
  ) return -1;
  const century = two(from), yearOfCentury = two(from + 2);
  const month = two(from + 5), day = two(from + 8), hour = two(from + 11);
  if (century > 99 || yearOfCentury > 99) return -1;
  const year = century * 100 + yearOfCentury;
  if (
    year < firstYear || year > lastYear || month - 1 > 11 || day - 1 >= daysOf(year, month) ||
    hour > 23 || two(from + 14) > 59 || two(from + 17) > 60
  ) return -1;
  let at = from + 19;
  if (at < end && load<u8>(at) == point) {
    const digits = ++at;
    while (at < end && digit(at) <= 9) at++;
    if (at == digits) return -1;
  }
  if (at < end && load<u8>(at) == letterZ) at++;
  return at == end ? <i32>(daysSince1970(year, month, day) * 24 + hour) : -1;
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
