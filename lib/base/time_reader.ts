/** What a time is: the one reader of times in files, of logs as of interactions. */

const epochUnits = ["s", "ms", "us", "ns"] as const;
/** In what the numbers of a column count since 1970. */
export type EpochUnit = typeof epochUnits[number];

/** How the times of a column are written: with a time zone, without one, or as numbers since 1970. */
export type TimeForm = "zoned" | "unzoned" | EpochUnit;

/** Few times are longer. */
const usualLength = 64;
/** Numbers of so many digits may be a year, a month or a day: 2025, 202503, 20250305. */
const dateDigits: readonly number[] = [4, 6, 8];
/** What a nanosecond leaves of decimals. */
const nanoDigits = 9;

const zero = 48, dash = 45, colon = 58, blank = 32, plus = 43, point = 46, comma = 44;
const letterT = 84, smallT = 116;
const encoder = new TextEncoder();

/**
 * Reads the times of one column, from bytes or texts.
 *
 * Dates and times are those of ISO 8601 and RFC 3339: `2025-11-28T20:03:22Z`, with a blank or a small
 * `t` for `T`; to the minute, to the hour or the date alone; with decimals of a second behind a point or
 * a comma; midnight also as `24:00`; a leap second `:60`, which is taken for the one before. Behind that
 * may stand, after a blank or none, `Z`, `UTC` or `GMT`, or an offset such as `+01:00`, `+0100` or `+01`.
 * Without any of these the time is UTC. The basic form needs its `T`: `20251128T200322Z`.
 *
 * Numbers count since 1970: up to 11 digits are seconds, 12 to 14 milliseconds, 15 to 17 microseconds,
 * 18 to 20 nanoseconds; so a number of either unit is of the years 1973 to 5138, or a small number of
 * seconds. They may have decimals. A column has one form: its first time decides whether all are
 * numbers, and of which unit. The first is none if it may be a date, as 2025 or 20251128.
 *
 * All else is no time, first of all what may mean two days, such as 05/03/2025.
 */
export class TimeReader {
  /** How the times are written, once one has decided that. */
  form: TimeForm | undefined;
  /** How many decimals of a second the last time had. More than 9: it is finer than a nanosecond. */
  decimals = 0;
  /** How many nanoseconds the last time is after its millisecond. */
  beyond_ns = 0;
  #bytes: Uint8Array = new Uint8Array();
  #at = 0;
  #to = 0;
  #nanoseconds = 0;
  #isFiner = false;
  readonly #text = new Uint8Array(3 * usualLength);

  /** @param form how the times are written, if that is known */
  constructor(form?: TimeForm) {
    this.form = form;
  }

  /** The time that `bytes[from..to)` spells, in whole milliseconds since 1970-01-01T00Z, or `NaN`. */
  read(bytes: Uint8Array, from: number, to: number): number {
    this.#bytes = bytes;
    this.#at = from;
    this.#to = to;
    this.decimals = this.#nanoseconds = 0;
    this.#isFiner = false;
    while (this.#isDigit()) this.#at++;
    const digits = this.#at - from;
    const isNumber = this.#at === to || bytes[this.#at] === point;
    this.#at = from;
    const second = isNumber ? this.#number(digits) : this.#dateAndTime();
    if (this.decimals > nanoDigits && !this.#isFiner) this.decimals = nanoDigits;
    this.beyond_ns = this.#nanoseconds % 1e6;
    return 1000 * second + (this.#nanoseconds - this.beyond_ns) / 1e6;
  }

  /** The same of a text. */
  readText(text: string): number {
    const bytes = text.length > usualLength ? encoder.encode(text) : this.#text;
    const { written } = encoder.encodeInto(text, bytes);
    return this.read(bytes, 0, written);
  }

  /** The second in which a number since 1970 lies. */
  #number(digits: number): number {
    const unit = epochUnits[digits <= 11 ? 0 : Math.ceil((digits - 11) / 3)];
    if (digits === 0 || unit === undefined || unit !== (this.form ?? unit)) return NaN;
    if (this.form === undefined && dateDigits.includes(digits) && this.#isOurCentury()) return NaN;
    const second = this.#digits(digits - 3 * epochUnits.indexOf(unit));
    while (this.#isDigit()) this.#addDecimal();
    if (this.#take(point) && !this.#addDecimals()) return NaN;
    if (this.#at < this.#to) return NaN;
    this.form ??= unit;
    return second;
  }

  /** Whether the next digits may be a year of late. */
  #isOurCentury(): boolean {
    const century = this.#digits(2);
    this.#at -= 2;
    return century === 19 || century === 20;
  }

  /** The second in which a date and time lies. */
  #dateAndTime(): number {
    if (this.form !== undefined && this.form !== "zoned" && this.form !== "unzoned") return NaN;
    const year = this.#digits(4);
    const isExtended = this.#take(dash);
    const month = this.#digits(2);
    if (isExtended && !this.#take(dash)) return NaN;
    const day = this.#digits(2);
    if (!isDay(year, month, day)) return NaN;
    const isDate = this.#at === this.#to;
    const second = isDate ? 0 : this.#timeOfDay(isExtended);
    const isZoned = this.#at < this.#to;
    const instant = 86_400 * daysSince1970(year, month, day) + second -
      60 * (isZoned ? this.#zone() : 0);
    if (!Number.isNaN(instant)) this.form ??= isZoned ? "zoned" : "unzoned";
    return instant;
  }

  /** The seconds since midnight. */
  #timeOfDay(isExtended: boolean): number {
    const isSeparated = this.#take(letterT) || this.#take(smallT) ||
      isExtended && this.#take(blank);
    const goesOn = () => isExtended ? this.#take(colon) : this.#isDigit();
    const hour = isSeparated ? this.#digits(2) : NaN;
    let minute = 0, second = 0;
    if (goesOn()) {
      minute = this.#digits(2);
      if (goesOn()) {
        second = this.#digits(2);
        if ((this.#take(point) || this.#take(comma)) && !this.#addDecimals()) return NaN;
      }
    }
    if (!(hour >= 0 && minute >= 0 && minute < 60 && second >= 0 && second <= 60)) return NaN;
    if (hour >= 24 && (hour > 24 || minute + second + this.#nanoseconds > 0)) return NaN;
    // 60 is a leap second, which this way of counting does not have: it is the one before.
    return 3600 * hour + 60 * minute + Math.min(second, 59);
  }

  /** How many minutes the time is ahead of UTC, by all that follows it. */
  #zone(): number {
    this.#take(blank);
    const isAhead = this.#take(plus);
    if (!isAhead && !this.#take(dash)) return this.#isUtc() ? 0 : NaN;
    const hours = this.#digits(2);
    const hasColon = this.#take(colon);
    const minutes = hasColon || this.#at < this.#to ? this.#digits(2) : 0;
    if (this.#at < this.#to || !(hours >= 0 && hours < 24 && minutes >= 0 && minutes < 60)) {
      return NaN;
    }
    return (isAhead ? 1 : -1) * (60 * hours + minutes);
  }

  #isUtc(): boolean {
    const letters = this.#bytes.subarray(this.#at, Math.min(this.#to, this.#at + 4));
    return /^(z|utc|gmt)$/i.test(String.fromCharCode(...letters));
  }

  #addDecimals(): boolean {
    if (!this.#isDigit()) return false;
    while (this.#isDigit()) this.#addDecimal();
    return true;
  }

  #addDecimal(): void {
    const digit = this.#bytes[this.#at++] as number - zero;
    this.decimals++;
    if (this.decimals <= nanoDigits) {
      this.#nanoseconds += digit * 10 ** (nanoDigits - this.decimals);
    } else if (digit > 0) this.#isFiner = true;
  }

  /** The number that the next so many digits spell, or -1 if there are fewer. */
  #digits(count: number): number {
    let value = 0;
    for (let left = count; left > 0; left--) {
      if (!this.#isDigit()) return -1;
      value = 10 * value + (this.#bytes[this.#at++] as number) - zero;
    }
    return value;
  }

  #isDigit(): boolean {
    const byte = this.#bytes[this.#at] as number;
    return this.#at < this.#to && byte >= zero && byte < zero + 10;
  }

  /** Whether the next byte is this one, which is then taken. */
  #take(byte: number): boolean {
    if (this.#at >= this.#to || this.#bytes[this.#at] !== byte) return false;
    this.#at++;
    return true;
  }
}

/**
 * Why a text is no time, and what would be one.
 *
 * @param form of the times before it
 */
export function whyNoTime(text: string, form?: TimeForm): string {
  const expected = `expected ${timesExpected}`;
  if (form !== undefined && form !== "zoned" && form !== "unzoned") {
    return `the times before are ${unitNames[form]} since 1970`;
  }
  if (/^\d{1,2}([./-])\d{1,2}\1\d{2,4}(?!\d)/.test(text)) {
    return `it may begin with the day or with the month, ${expected}`;
  }
  if (/^(19|20)(\d\d){1,3}$/.test(text)) return `it may be a date or a number, ${expected}`;
  return expected;
}

/** What a time may look like, for who wrote something else. */
export const timesExpected =
  "2025-11-28T20:03:22Z, 2025-11-28 20:03 (without a zone it is UTC), or in all rows seconds or " +
  "milliseconds since 1970";

const unitNames = { s: "seconds", ms: "milliseconds", us: "microseconds", ns: "nanoseconds" };

function isDay(year: number, month: number, day: number): boolean {
  return year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month);
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
