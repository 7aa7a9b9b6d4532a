import { assert, assertEquals, assertGreater } from "@std/assert";
import fc from "fast-check";
import { TimeReader, whyNoTime } from "../../lib/base/time_reader.ts";
import { anyTime, basicTime, extendedTime, strangeTimes, timesSince1970 } from "./some_times.ts";

const encoder = new TextEncoder();

/** The time of a text in the middle of others. */
function timeOf(text: string, times = new TimeReader()): number {
  const bytes = encoder.encode(`7${text}7`);
  return times.read(bytes, 1, bytes.length - 1);
}

/** The nanoseconds since 1970, by regular expressions alone; `undefined` if it is no time. */
function slowly(text: string): bigint | undefined {
  const [, unit, more = ""] = /^(\d{1,20})(?:\.(\d+))?$/.exec(text) ?? [];
  if (unit !== undefined) {
    if (/^(19|20)(\d\d){1,3}$/.test(unit)) return undefined;
    const decimals = unit.length <= 11 ? 0 : unit.length <= 14 ? 3 : unit.length <= 17 ? 6 : 9;
    return BigInt((unit + more).padEnd(unit.length + 9, "0").slice(0, unit.length + 9 - decimals));
  }
  const parts =
    /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d)(?::(\d\d)(?::(\d\d)(?:[.,](\d+))?)?)?(?: ?(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?))?)?$/i
      .exec(text) ??
      /^(\d{4})(\d\d)(\d\d)T(\d\d)(?:(\d\d)(?:(\d\d)(?:[.,](\d+))?)?)?(?: ?(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?))?$/i
        .exec(text);
  if (!parts) return undefined;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map((part) =>
    Number(part ?? 0)
  );
  const [, , , , , , , fraction = "", zone = "Z"] = parts;
  const midnight = new Date(`${parts[1]}-${parts[2]}-${parts[3]}T00:00:00Z`);
  if (Number.isNaN(midnight.getTime()) || midnight.getUTCDate() !== day) return undefined;
  const [, sign, ahead = "0", more_min = "0"] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
  assert(year !== undefined && month !== undefined && hour !== undefined);
  assert(minute !== undefined && second !== undefined);
  if (hour > 24 || minute > 59 || second > 60 || Number(ahead) > 23 || Number(more_min) > 59) {
    return undefined;
  }
  if (hour === 24 && (minute > 0 || second > 0 || Number(fraction) > 0)) return undefined;
  const offset_min = (sign === "-" ? -1 : 1) * (60 * Number(ahead) + Number(more_min));
  const whole = midnight.getTime() / 1000 + 3600 * hour + 60 * (minute - offset_min) +
    Math.min(second, 59);
  return BigInt(whole) * 1_000_000_000n + BigInt(fraction.padEnd(9, "0").slice(0, 9));
}

const nanosecondsOf = (text: string) => {
  const times = new TimeReader();
  const time_ms = timeOf(text, times);
  return Number.isNaN(time_ms) ? undefined : BigInt(time_ms) * 1_000_000n + BigInt(times.beyond_ns);
};

Deno.test("TimeReader reads what regular expressions read, to the nanosecond", () => {
  let known = 0;
  fc.assert(
    fc.property(anyTime, (text) => {
      const expected = slowly(text);
      if (expected !== undefined) known++;
      assertEquals(nanosecondsOf(text), expected, text);
      assertEquals(Number.isNaN(new TimeReader().readText(text)), expected === undefined);
    }),
    { numRuns: 3000 },
  );
  assertGreater(known, 1000);
  for (const text of strangeTimes) assertEquals(nanosecondsOf(text), undefined, text);
});

Deno.test("TimeReader reads what Date writes", () => {
  const noInvalidDate = true;
  const min = new Date("0001-01-01"), max = new Date("9999-12-31");
  fc.assert(fc.property(fc.date({ noInvalidDate, min, max }), (date) => {
    assertEquals(timeOf(date.toISOString()), date.getTime());
  }));
});

/** What Python makes of texts: microseconds since 1970, or null; `undefined` if it is none of late. */
async function pythonTimes(texts: readonly string[]): Promise<(string | null)[] | undefined> {
  const program = `
import json, sys
from datetime import datetime, timedelta, timezone
def read(text):
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=timezone.utc)
    return str((at - datetime(1970, 1, 1, tzinfo=timezone.utc)) // timedelta(microseconds=1))
assert sys.version_info >= (3, 11)
print(json.dumps([read(text) for text in json.load(sys.stdin)]))`;
  try {
    const child = new Deno.Command("python3", {
      args: ["-I", "-c", program],
      stdin: "piped",
      stdout: "piped",
      stderr: "null",
    }).spawn();
    const writer = child.stdin.getWriter();
    await writer.write(encoder.encode(JSON.stringify(texts)));
    await writer.close();
    const { success, stdout } = await child.output();
    return success ? JSON.parse(new TextDecoder().decode(stdout)) : undefined;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

Deno.test("TimeReader reads the same time as Python where both read one", async () => {
  const texts = fc.sample(fc.oneof(extendedTime, basicTime), { numRuns: 1000, seed: 1 });
  const theirs = await pythonTimes(texts);
  if (!theirs) return; // there is no Python, or an old one
  let both = 0;
  for (const [index, text] of texts.entries()) {
    const ours = nanosecondsOf(text), python = theirs[index];
    if (ours === undefined || python === null || python === undefined) continue;
    both++;
    const micros = (ours - ((ours % 1000n) + 1000n) % 1000n) / 1000n;
    assertEquals(String(micros), python, text);
  }
  assertGreater(both, 200);
});

Deno.test("TimeReader reads each form of ISO 8601 and RFC 3339 as the same time", () => {
  const second = Date.UTC(2025, 10, 28, 20, 3, 22);
  for (
    const text of [
      "2025-11-28T20:03:22Z",
      "2025-11-28t20:03:22z",
      "2025-11-28 20:03:22",
      "2025-11-28 20:03:22 UTC",
      "2025-11-28 20:03:22 GMT",
      "2025-11-28 20:03:22+00",
      "2025-11-28T21:03:22+0100",
      "2025-11-28T21:03:22+01:00",
      "2025-11-28 21:03:22 +0100",
      "2025-11-28T14:33:22-05:30",
      "2025-11-28T20:03:22-00:00",
      "20251128T200322Z",
      "20251128T210322+01",
      "1764360202",
      "1764360202.0",
      "1764360202000",
      "1764360202000000",
      "1764360202000000000",
    ]
  ) assertEquals(timeOf(text), second, text);
  assertEquals(timeOf("2025-11-28T20:03Z"), second - 22_000);
  assertEquals(timeOf("2025-11-28T20+00"), second - 202_000);
  assertEquals(timeOf("2025-11-28T24:00:00Z"), timeOf("2025-11-29"));
  assertEquals(timeOf("2016-12-31T23:59:60.25Z"), Date.UTC(2016, 11, 31, 23, 59, 59, 250));
});

Deno.test("TimeReader says how fine a time is", () => {
  const fine = (text: string) => {
    const times = new TimeReader();
    return [timeOf(text, times) % 1000, times.beyond_ns, times.decimals];
  };
  assertEquals(fine("2025-11-28T20:03:22Z"), [0, 0, 0]);
  assertEquals(fine("2025-11-28T20:03:22,5Z"), [500, 0, 1]);
  assertEquals(fine("2025-11-28T20:03:22.123000Z"), [123, 0, 6]);
  assertEquals(fine("2025-11-28T20:03:22.123456789Z"), [123, 456_789, 9]);
  assertEquals(fine("2025-11-28T20:03:22.12345678900Z"), [123, 456_789, 9]);
  assertEquals(fine("2025-11-28T20:03:22.12345678901Z"), [123, 456_789, 11]);
  assertEquals(fine("1764360202.123456"), [123, 456_000, 6]);
  assertEquals(fine("1764360202123456789"), [123, 456_789, 9]);
});

Deno.test("TimeReader holds a column to the form of its first time", () => {
  const column = (...texts: string[]) => {
    const times = new TimeReader();
    const read = texts.map((text) => !Number.isNaN(timeOf(text, times)));
    return [times.form, ...read];
  };
  assertEquals(column("2025-11-28", "1764360202", "2025-11-28T20Z"), [
    "unzoned",
    true,
    false,
    true,
  ]);
  assertEquals(column("soon", "2025-11-28T20Z", "2025-11-28"), ["zoned", false, true, true]);
  assertEquals(column("1764360202", "2025-11-28", "1764360202000"), ["s", true, false, false]);
  assertEquals(column("1764360202000", "1764360202", "1764360203000"), ["ms", true, false, true]);
  assertEquals(column("1", "2", "20251128"), ["s", true, true, true]); // a counter
  assertEquals(column("20251128", "20251129"), [undefined, false, false]);
  assertEquals(column("2025", "202511"), [undefined, false, false]);
  assertEquals(column("18991231"), ["s", true]); // hardly a date
  for (const [unit, decimals] of [["s", 0], ["ms", 3], ["us", 6], ["ns", 9]] as const) {
    fc.assert(fc.property(timesSince1970(decimals), (text) => {
      assertEquals(column(text), [unit, true]);
    }));
  }
});

Deno.test("whyNoTime says what is ambiguous, and what is expected", () => {
  const forms = "expected 2025-11-28T20:03:22Z, ";
  assertEquals(whyNoTime("soon").slice(0, forms.length), forms);
  for (const text of ["05/03/2025", "5.3.25 10:00", "05-03-2025"]) {
    assert(whyNoTime(text).startsWith(`it may begin with the day or with the month, ${forms}`));
  }
  assert(whyNoTime("20250305").startsWith(`it may be a date or a number, ${forms}`));
  assertEquals(whyNoTime("2025-11-28", "ms"), "the times before are milliseconds since 1970");
});
