/** Local times as seconds from the first day of 2016, without a zone: no hour is skipped or doubled. */

const epoch = Date.UTC(2016, 0, 1);

/** A day in seconds. */
export const day = 86_400;

/** Seconds of a time such as `2016-09-04 21:15:19`. */
export function toSeconds(text: string): number {
  return (Date.parse(`${text.replace(" ", "T")}Z`) - epoch) / 1000;
}

/** The text of a day, counted from the first of 2016. */
export function dayText(days: number): string {
  return new Date(epoch + days * 86_400_000).toISOString().slice(0, 10);
}

/** The first second of a month, counted from January 2016 as 0. */
export function monthStart(month: number): number {
  return (Date.UTC(2016, month, 1) - epoch) / 1000;
}

/** The day of the week, 0 on Sundays. */
export function weekday(days: number): number {
  return (days + 5) % 7;
}
