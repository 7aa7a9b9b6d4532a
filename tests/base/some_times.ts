/** Times as people and programs write them, and what is none, for the tests of all who read them. */
import fc from "fast-check";

const two = (max: number) =>
  fc.integer({ min: 0, max }).map((value) => `${value}`.padStart(2, "0"));
const maybe = (text: fc.Arbitrary<string>) => fc.oneof(text, fc.constant(""));
const digits = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(..."0123456789"), minLength, maxLength });

/** The dates of our times, and some that no calendar has. */
const day = fc.tuple(
  fc.integer({ min: 1965, max: 2103 }).map(String),
  fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 1, max: 12 }) }, fc.constantFrom(0, 13)),
  fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: 1, max: 28 }) },
    fc.integer({ min: 0, max: 32 }),
  ),
).map((parts) => parts.map((part) => `${part}`.padStart(2, "0")));
const fraction = maybe(
  fc.tuple(fc.constantFrom(".", ","), digits(1, 10)).map((parts) => parts.join("")),
);
const zone = fc.tuple(
  fc.constantFrom("", "", " "),
  fc.oneof(
    fc.constantFrom("", "", "Z", "z", "UTC", "gmt", "CET"),
    fc.tuple(fc.constantFrom("+", "-"), two(24), fc.constantFrom("", ":"), maybe(two(61)))
      .map((parts) => parts.join("")),
  ),
).map((parts) => parts.join(""));

/** Dates and times in the extended form, most of them right: the usual one above all. */
export const extendedTime = fc.tuple(
  day.map((parts) => parts.join("-")),
  fc.constantFrom("T", "T", " ", "t", ""),
  fc.oneof(
    fc.tuple(two(24), two(60), two(61), fraction).map(([h, m, s, f]) => `${h}:${m}:${s}${f}`),
    fc.tuple(two(23), two(59)).map((parts) => parts.join(":")),
    two(25),
    fc.constantFrom("24:00", "24:00:00", "24:00:00.0", "24:00:01"),
  ),
  zone,
).map((parts) => parts.join(""));

/** The same in the basic form. */
export const basicTime = fc.tuple(
  day.map((parts) => parts.join("")),
  fc.constantFrom("T", "T", "t", " "),
  fc.oneof(
    fc.tuple(two(24), two(60), two(61), fraction).map((parts) => parts.join("")),
    fc.tuple(two(23), two(59)).map((parts) => parts.join("")),
    two(25),
  ),
  zone,
).map((parts) => parts.join(""));

/** Numbers since 1970 in a unit, by how many decimals of a second it has. */
export const timesSince1970 = (decimals: 0 | 3 | 6 | 9) =>
  fc.tuple(
    fc.integer({ min: 1, max: 9 }),
    digits(8 + decimals, 10 + decimals),
    maybe(digits(1, 3).map((text) => `.${text}`)),
  ).map((parts) => parts.join(""));

/** Any of these. */
export const anyTime = fc.oneof(
  extendedTime,
  basicTime,
  fc.constantFrom<0 | 3 | 6 | 9>(0, 3, 6, 9).chain(timesSince1970),
  digits(1, 22),
);

/** What is none, or not quite. */
export const strangeTimes = [
  "",
  "05/03/2025",
  "5.3.2025 10:00",
  "03-05-2025",
  "2025/03/05",
  "2025-3-5",
  "20250305",
  "20250230",
  "20250305 100000",
  "2025-03",
  "2025",
  "2025-W10-3",
  "2025-064",
  "March 5, 2025",
  "Wed, 05 Mar 2025 10:00:00 GMT",
  "10:00",
  "2025-03-05T",
  "2025-03-05 ",
  "2025-03-05T10:00:00 ",
  " 2025-03-05T10:00:00",
  "2025-03-05T10:00:00+",
  "2025-03-05T10:00:00+1",
  "2025-03-05T10:00:00+01:",
  "2025-03-05T10:00:00.",
  "2025-03-05T10:00.5",
  "2025-03-05T10:00:00  Z",
  "2025-03-05T10:00:00+01:00[Africa/Algiers]",
  "2025-03-05T100000Z",
  "20250305T10:00:00Z",
  "+2025-03-05T10:00:00Z",
  "-1741168800",
  "1741168800,5",
  "1.7411688e9",
  "0x67c82fa0",
  "NaN",
  "٢٠٢٥-٠٣-٠٥",
] as const;
