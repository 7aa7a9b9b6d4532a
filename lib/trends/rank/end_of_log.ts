/** Until when a log goes on: its newest hour, unless a few clocks that are ahead made it. */
import { hour_ms } from "../../base/durations.ts";

/** How many rows a log has by hour. */
export interface RowsByHour {
  /** Hours since 1970-01-01T00Z that have rows, ascending. */
  readonly hours: ArrayLike<number>;
  /** For each how many. */
  readonly rows: ArrayLike<number>;
}

/** Where a log ends. */
export interface LogEnd {
  /** The end of the newest hour in which the log went on. */
  readonly asOf: Date;
  /** What is later, as if by clocks that are ahead. */
  readonly ahead?: RowsAhead;
}

/** Rows that are later than the end of their log. */
export interface RowsAhead {
  readonly rows: number;
  /** The start of the newest hour of these. */
  readonly newest: Date;
}

/** So many times the rows that came are usual where a log goes on, */
const times = 10;
/** on all but one in so many */
const inDays = 10;
/** of up to so many days. */
const most_days = 28;
const day_hours = 24;

/**
 * Until when a log goes on. Hours that begin after the clock do not count. A log has stopped with an
 * hour if all its later rows together are at most a tenth of what the hours that follow had on earlier
 * days: on more than nine in ten of them, of as many as the log has, up to 28.
 *
 * Why so: what is hot depends on when now is, and one clock that is a day ahead would move that to where
 * nothing was viewed. A gap alone tells little. At night a shop is quiet at the same hours every day, a
 * log that is fetched once a week is silent on most days, and where a few rows a day are usual a tenth
 * is less than one row: nothing is set aside there. By chance (Poisson) only 1 in 2,000 times one row
 * comes where ten are usual, and larger numbers fall so low even less often.
 *
 * The hours that follow are those up to the newest, without it, since it may only just have begun; but a
 * day at most. If it follows at once, it is compared itself: when it has only just begun, the end of the
 * hour before is nearer to now than its own. A shop that opens again after its first long pause looks
 * like a clock that is ahead, until a tenth of the usual rows have come.
 *
 * @param clock what the clock says; absent: no hour is later
 * @returns `undefined` if there is no hour
 */
export function endOfLog({ hours, rows }: RowsByHour, clock?: Date): LogEnd | undefined {
  const hour = (index: number) => hours[index] as number;
  const before = sumsOf(rows);
  /** The first index whose hour is not before `wanted`. */
  const indexOf = (wanted: number) => {
    let low = 0, high = hours.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (hour(middle) < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const rowsIn = (from: number, to: number) =>
    (before[indexOf(to)] as number) - (before[indexOf(from)] as number);

  /** Whether the log stopped with the hour before index `tail`: what comes up to `end` is too little. */
  const stopped = (tail: number, end: number) => {
    const next = hour(tail - 1) + 1;
    const length = Math.min(Math.max(hour(end - 1) - next, 1), day_hours);
    const oldest = hour(indexOf(next - most_days * day_hours));
    const usual = times * rowsIn(hour(tail), hour(end - 1) + 1);
    let days = 0, quiet = 0;
    for (let from = next - day_hours; from >= oldest; from -= day_hours) {
      days++;
      if (rowsIn(from, from + length) < usual) quiet++;
    }
    return days > 0 && quiet * inDays < days;
  };

  let end = clock ? indexOf(Math.floor(clock.getTime() / hour_ms) + 1) : hours.length;
  if (end === 0) return undefined;
  for (let tail = end - 1; tail > 0; tail--) {
    const later = (before[end] as number) - (before[tail] as number);
    if (times * later > (before[tail] as number)) break; // there cannot be so many
    if (stopped(tail, end)) end = tail;
  }
  const newest = hour(end - 1);
  // An hour that has only just begun is not worth a word.
  const ahead = rowsIn(newest + 2, Infinity);
  return {
    asOf: new Date((newest + 1) * hour_ms),
    ...(ahead > 0 &&
      { ahead: { rows: ahead, newest: new Date(hour(hours.length - 1) * hour_ms) } }),
  };
}

/** How many rows there are before each index, and in all. */
function sumsOf(rows: ArrayLike<number>): Float64Array {
  const sums = new Float64Array(rows.length + 1);
  for (let i = 0; i < rows.length; i++) sums[i + 1] = (sums[i] as number) + (rows[i] as number);
  return sums;
}
