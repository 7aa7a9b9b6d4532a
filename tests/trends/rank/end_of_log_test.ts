import { assert, assertEquals } from "@std/assert";
import { random } from "../../../lib/base/random.ts";
import { endOfLog } from "../../../lib/trends/rank/end_of_log.ts";
import { busy, poisson } from "./some_views.ts";

const hour_ms = 3_600_000;
const firstHour = Date.UTC(2025, 10, 1) / hour_ms;

/** Rows by hour, the hours counted from the first of the log. */
type Rows = ReadonlyMap<number, number>;

/** The end of a log, and how many rows are ahead of it, in hours from its beginning. */
function endOf(rows: Rows, clock?: number) {
  const sorted = [...rows].filter(([, count]) => count > 0).sort(([a], [b]) => a - b);
  const end = endOfLog({
    hours: sorted.map(([hour]) => firstHour + hour),
    rows: sorted.map(([, count]) => count),
  }, clock === undefined ? undefined : new Date((firstHour + clock) * hour_ms));
  return end && [end.asOf.getTime() / hour_ms - firstHour, end.ahead?.rows ?? 0];
}

/** A log of so many hours with `rows(hour)` rows in each, and others. */
const log = (hours: number, rows: (hour: number) => number, ...others: [number, number][]): Rows =>
  new Map([...Array.from({ length: hours }, (_, hour) => [hour, rows(hour)] as const), ...others]);

/** A shop with so many rows a day, by chance, from midnight to 21:00 of the last day. */
const days = 8, end = 24 * days - 3;
function shop(rows_perDay: number, seed: number, ...others: [number, number][]): Rows {
  const draws = random(seed, "shop");
  return log(end, (hour) => poisson(rows_perDay / 24 * busy(hour), draws), ...others);
}

Deno.test("endOfLog is not moved by a row that is ahead, however far", () => {
  for (const seed of [1, 2, 3]) {
    for (const hours of [3, 5, 12, 24, 25, 47, 24 * 7, 24 * 30, 24 * 365]) {
      assertEquals(endOf(shop(500, seed, [end - 1 + hours, 1])), [end, 1], `${hours} hours`);
    }
    // The next hour may have begun; that there is but one row in it moves nothing either.
    assertEquals(endOf(shop(500, seed, [end, 1])), [end, 0]);
  }
});

Deno.test("endOfLog is not moved by a visitor whose clock is ahead, nor by two of them", () => {
  const visitor: [number, number][] = [[end + 23, 12], [end + 24, 7], [end + 25, 3]];
  assertEquals(endOf(shop(500, 1, ...visitor)), [end, 22]);
  assertEquals(endOf(shop(500, 1, [end + 4, 1], [end + 24 * 40, 2])), [end, 3]);
  assertEquals(endOf(shop(500, 1, [end + 24, 1], [-24 * 365 * 55, 9])), [end, 1]); // 1970, too
  assertEquals(endOf(shop(50_000, 1, [end, 9], [end + 1, 4], [end + 2, 1])), [end, 5]);
});

Deno.test("endOfLog knows what is in the future by the clock", () => {
  const rows = shop(500, 1, [end + 2, 400], [end + 3, 300]);
  assertEquals(endOf(rows), [end + 4, 0]);
  assertEquals(endOf(rows, end), [end, 700]);
  assertEquals(endOf(rows, -1), undefined);
  assertEquals(endOf(new Map()), undefined);
});

Deno.test("endOfLog is that of the newest row if few rows are all there are", () => {
  assertEquals(endOf(new Map([[0, 1]])), [1, 0]);
  assertEquals(endOf(new Map([[0, 1], [24, 1], [24 * 7, 1]])), [24 * 7 + 1, 0]);
  assertEquals(endOf(new Map([[0, 3], [1, 2], [500, 1]])), [501, 0]);
  const oneADay = new Map(Array.from({ length: 30 }, (_, day) => [24 * day + 9, 1]));
  assertEquals(endOf(oneADay), [24 * 29 + 10, 0]);
});

Deno.test("endOfLog is that of the newest row after a pause that the log has had before", () => {
  const open = (hour: number) => hour % 24 >= 9 && hour % 24 < 20;
  const nights = (days: number) => log(24 * days, (hour) => open(hour) ? 40 : 0);
  for (const days of [1, 2, 9, 60]) {
    assertEquals(endOf(new Map([...nights(days), [24 * days + 9, 1]])), [24 * days + 10, 0]);
  }
  const workdays = log(24 * 14, (hour) => hour < 24 * 12 && hour % 168 < 120 ? 40 : 0);
  assertEquals(endOf(new Map([...workdays, [24 * 14 + 9, 1]])), [24 * 14 + 10, 0]);
  const noFridays = log(24 * 20, (hour) => Math.floor(hour / 24) % 7 === 5 ? 0 : 40);
  for (const day of [20, 21, 22]) {
    assertEquals(endOf(new Map([...noFridays, [24 * day, 1]])), [24 * day + 1, 0]);
  }
});

Deno.test("endOfLog is that of the newest row in a log that is fetched once a week", () => {
  const mondays = (weeks: number) =>
    log(168 * weeks, (hour) => hour % 168 >= 8 && hour % 168 < 20 ? 30 : 0);
  for (const weeks of [1, 2, 5]) {
    assertEquals(endOf(new Map([...mondays(weeks), [168 * weeks + 8, 1]])), [168 * weeks + 9, 0]);
  }
});

Deno.test("endOfLog comes back to the newest row when the log goes on after its first pause", () => {
  const usual = log(24 * 5, () => 10), reopened = 24 * 7 + 8;
  assertEquals(endOf(new Map([...usual, [reopened, 23]])), [24 * 5, 23]);
  assertEquals(endOf(new Map([...usual, [reopened, 25]])), [reopened + 1, 0]);
});

Deno.test("endOfLog finds nothing ahead where nothing is, at any hour and of any size", () => {
  const draws = random(4, "nothing");
  for (let run = 0; run < 300; run++) {
    const hours = 1 + Math.floor(24 * 40 * draws.next()), mean = 10 ** (3 * draws.next() - 1);
    const [, ahead] = endOf(log(hours, (hour) => poisson(mean * busy(hour), draws))) ?? [0, 0];
    assert(ahead === 0, `${hours} hours of ${mean}`);
  }
});
