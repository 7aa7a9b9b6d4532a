import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { hourOf, instantOf } from "../../lib/base/timestamp.ts";

const instant = (text: string) => {
  const bytes = new TextEncoder().encode(`,${text},`);
  return instantOf(bytes, 1, bytes.length - 1);
};

const check = (text: string) => !Number.isNaN(instant(text));

Deno.test("instantOf reads what Date writes", () => {
  const noInvalidDate = true;
  const min = new Date("0001-01-01"), max = new Date("9999-12-31");
  fc.assert(fc.property(fc.date({ noInvalidDate, min, max }), (date) => {
    assertEquals(instant(date.toISOString()), date.getTime());
  }));
});

Deno.test("instantOf knows offsets and thousandths, and takes a leap second for the one before", () => {
  const second = Date.UTC(2025, 10, 28, 20, 3, 22);
  assertEquals(instant("2025-11-28 20:03:22"), second);
  assertEquals(instant("2025-11-28T21:03:22.5+01:00"), second + 500);
  assertEquals(instant("2025-11-28T14:33:22.1239-05:30"), second + 123);
  assertEquals(instant("2016-12-31T23:59:60.25Z"), Date.UTC(2016, 11, 31, 23, 59, 59, 250));
});

Deno.test("instantOf accepts a blank for T, offsets, fractions and no zone", () => {
  for (
    const text of [
      "2025-11-28 20:03:22",
      "2025-11-28T20:03:22+01:00",
      "2025-11-28T20:03:22.123456-05:30",
      "2024-02-29T00:00:00Z",
      "2016-12-31T23:59:60Z",
    ]
  ) assertEquals(check(text), true, text);
});

Deno.test("instantOf refuses what is no date or no time", () => {
  for (
    const text of [
      "",
      "2025-11-28",
      "2025-13-01T00:00:00Z",
      "2025-00-01T00:00:00Z",
      "2025-02-29T00:00:00Z",
      "1900-02-29T00:00:00Z",
      "2025-04-31T00:00:00Z",
      "2025-11-28T24:00:00Z",
      "2025-11-28T20:60:00Z",
      "2025-11-28T20:03:61Z",
      "2025-11-28T20:03:22ZZ",
      "2025-11-28T20:03:22.Z",
      "2025-11-28T20:03:22+1:00",
      "2025/11/28T20:03:22Z",
      "28-11-2025T20:03:22Z",
      "not a date at all..",
    ]
  ) assertEquals(check(text), false, text);
});

Deno.test("hourOf gives the hour in UTC, whatever the offset", () => {
  const hour = (text: string) => {
    const bytes = new TextEncoder().encode(text);
    return hourOf(bytes, 0, bytes.length);
  };
  assertEquals(hour("1970-01-01T00:59:59Z"), 0);
  assertEquals(hour("1969-12-31T23:59:59Z"), -1);
  assertEquals(hour("2025-11-29T00:10:00+01:00"), hour("2025-11-28T23:10:00"));
  assertEquals(hour("2025-11-28T20:40:00-05:30"), hour("2025-11-29T02:10:00Z"));
  const min = new Date("0001-01-01"), max = new Date("9999-12-31");
  fc.assert(fc.property(fc.date({ noInvalidDate: true, min, max }), (date) => {
    assertEquals(hour(date.toISOString()), Math.floor(date.getTime() / 3_600_000));
  }));
});
