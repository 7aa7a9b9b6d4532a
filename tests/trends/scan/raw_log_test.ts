import { assertEquals, assertGreater } from "@std/assert";
import { stringify } from "@std/csv";
import fc from "fast-check";
import pl from "nodejs-polars";
import { countFrames } from "../../../lib/trends/rank/frames.ts";
import { shopLog, webTraffic } from "../../../lib/log_format.ts";
import { rawFrames } from "../../../lib/trends/scan/raw_log.ts";
import { hourTable, record, scan, shape as scanned } from "./scans.ts";

const header = "timestamp,user_id,product_id,event_type\n";
const time = "2025-11-28T20:03:22";
const products = ["p1", "p2"];
const users = pl.DataFrame({ user: ["101", "102"], city: ["Oran", "Sétif"] });

const read = (csv: string) => pl.readCSV(csv, { inferSchemaLength: 0 });
const rowsOf = (frame: pl.DataFrame) => frame.toRecords().map((row) => Object.values(row));
const sorted = (frame: pl.DataFrame) => rowsOf(frame.sort(frame.columns));

/** The hours in UTC of timestamps; `undefined` for those that do not count. */
function hoursOf(timestamps: readonly string[]) {
  // Each is a product of its own, to be found again.
  const keys = timestamps.map((_, index) => `p${index}`);
  const rows = timestamps.map((timestamp, index) => `${timestamp},101,p${index},view\n`);
  const { hourly } = rawFrames(read(header + rows.join("")), shopLog, keys);
  const text = rowsOf(hourly.withColumn(pl.col("hour").dt.strftime("%Y-%m-%dT%H")));
  return keys.map((key) => text.find(([product]) => product === key)?.[2]);
}

Deno.test("rawFrames counts a log as the frames of a cube do", () => {
  const rows = [
    `${time},101,p1,view`,
    `${time}Z,101,p1,view`,
    "2025-11-28T21:00:00Z,102,p1,view",
    `${time},999,p1,view`,
    `${time},102,p2,buy`,
  ];
  const { total, hourly, byCity } = rawFrames(
    read(header + rows.join("\n")),
    shopLog,
    products,
    users,
  );
  assertEquals(sorted(total), [["p1", "view", 4], ["p2", "buy", 1]]);
  assertEquals(sorted(hourly.withColumn(pl.col("hour").dt.strftime("%H"))), [
    ["p1", "view", "20", 3],
    ["p1", "view", "21", 1],
    ["p2", "buy", "20", 1],
  ]);
  assertEquals(sorted(byCity), [
    ["buy", "Sétif", 1],
    ["view", "Oran", 2],
    ["view", "Sétif", 1],
    ["view", "unknown", 1],
  ]);
});

Deno.test("Polars counts a generated log to the same frames as the scanner", () => {
  const cities = new Map([["1", "Oran"], ["2", "Algiers"], ["716", "Oran"]]);
  const known = pl.DataFrame({ user: [...cities.keys()], city: [...cities.values()] });
  const keys = scanned.products;
  const names = ["timestamp", "user_id", "product_id", "event_type", "agent", "page"] as const;
  const log = fc.array(record, { minLength: 1, maxLength: 30 }).map((records) =>
    [names.join(","), ...records.map((row) => names.map((name) => row[name]).join(","))].join("\n")
  );
  let kept = 0;
  fc.assert(fc.property(log, (text) => {
    const counts = scan(text, { of: { products: keys, byHour: true, cities } });
    kept += counts.rows_kept;
    const frames = countFrames(counts.cube);
    const raw = rawFrames(read(text), shopLog, keys, known);
    for (const name of ["total", "hourly", "byCity"] as const) {
      assertEquals(sorted(raw[name]), sorted(frames[name]), name);
    }
  }));
  assertGreater(kept, 100);
});

Deno.test("rawFrames has the columns that the frames of a cube have", () => {
  const raw = rawFrames(read(`${header}${time},101,p1,view\n`), shopLog, products, users);
  const counted = countFrames({
    products,
    total: Float64Array.of(1),
    byHour: hourTable([[0, Float64Array.of(1)]]),
    byCity: { cities: ["Oran"], cells: Float64Array.of(1) },
  });
  for (const name of ["total", "hourly", "byCity"] as const) {
    assertEquals(JSON.stringify(raw[name].schema), JSON.stringify(counted[name].schema));
  }
});

Deno.test("rawFrames leaves out unknown products, events and timestamps, and short lines", () => {
  const rows = [
    `${time},101,p3,view`,
    `${time},101,p1,VIEW`,
    "yesterday,101,p1,view",
    ",101,p1,view",
    `${time},101,p1`,
    `${time},101,p1,cart`,
  ];
  const { total } = rawFrames(read(header + rows.join("\n")), shopLog, products, users);
  assertEquals(sorted(total), [["p1", "cart", 1]]);
});

Deno.test("rawFrames takes columns in any order, quoted names and the words of web traffic", () => {
  const csv = 'action,product_name,extra,timestamp,user_id\nadd_to_cart,"TV, 55""",x,' +
    `${time},\n`;
  const { total, byCity } = rawFrames(read(csv), webTraffic, ['TV, 55"'], users);
  assertEquals(rowsOf(total), [['TV, 55"', "cart", 1]]);
  assertEquals(rowsOf(byCity), [["cart", "unknown", 1]]);
});

Deno.test("rawFrames knows no user without a list of them", () => {
  const { byCity } = rawFrames(read(`${header}${time},101,p1,view\n`), shopLog, products);
  assertEquals(rowsOf(byCity), [["view", "unknown", 1]]);
});

Deno.test("rawFrames turns timestamps into UTC, and refuses what is none", () => {
  const hours = {
    [`${time}Z`]: "2025-11-28T20",
    [time]: "2025-11-28T20",
    "2025-11-28 20:03:22": "2025-11-28T20",
    [`${time}.123456`]: "2025-11-28T20",
    [`${time}+01:00`]: "2025-11-28T19",
    "2025-12-31T23:40:00-00:30": "2026-01-01T00",
    "2025-11-28T23:59:60Z": "2025-11-28T23",
    "1969-12-31T23:30:00Z": "1969-12-31T23",
    "2024-02-29T00:00:00Z": "2024-02-29T00",
    "2025-02-29T00:00:00Z": undefined,
    "2025-13-01T00:00:00Z": undefined,
    "2025-11-28T24:00:00Z": "2025-11-29T00",
    "2025-11-28T24:00:01Z": undefined,
    "2025-11-28T20:60:00Z": undefined,
    "2025-11-28T20:03:61Z": undefined,
    "2025-11-28T20:03": "2025-11-28T20",
    "2025-11-28 20:03:22.5 UTC": "2025-11-28T20",
    "2025-11-28": "2025-11-28T00",
    "28/11/2025": undefined,
    [`${time}z`]: "2025-11-28T20",
    [`${time}+0100`]: "2025-11-28T19",
    [`${time}+01`]: "2025-11-28T19",
    [`${time}+1:00`]: undefined,
    [`${time}+24:00`]: undefined,
    [`${time} `]: undefined,
  };
  assertEquals(hoursOf(Object.keys(hours)), Object.values(hours));
});

Deno.test("rawFrames counts what a loop over the rows counts", () => {
  const zone = fc.constantFrom("", "Z", "+01:00", "-03:30");
  const instant = fc.date({
    min: new Date("2025-11-01T00:00:00Z"),
    max: new Date("2025-11-02T00:00:00Z"),
    noInvalidDate: true,
  });
  const row = fc.record({
    timestamp: fc.oneof(
      fc.tuple(instant, zone).map(([date, zone]) => date.toISOString().slice(0, 19) + zone),
      fc.constant("never"),
    ),
    user_id: fc.constantFrom("101", "102", "999"),
    product_id: fc.constantFrom("p1", "p2", "a,b", ""),
    event_type: fc.constantFrom("view", "cart", "buy", "look"),
  });
  const cityOf = new Map([["101", "Oran"], ["102", "Sétif"]]);
  const known = ["p1", "p2", "a,b"];
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), (rows) => {
      const counts = new Map<string, number>();
      for (const { timestamp, user_id, product_id, event_type } of rows) {
        if (!known.includes(product_id) || event_type === "look" || timestamp === "never") continue;
        const written = timestamp.length === 19 ? `${timestamp}Z` : timestamp;
        const hour = Math.floor(Date.parse(written) / 3_600_000) * 3_600_000;
        for (
          const key of [
            `${product_id} ${event_type}`,
            `${product_id} ${event_type} ${hour}`,
            `${event_type} ${cityOf.get(user_id) ?? "unknown"}`,
          ]
        ) counts.set(key, (counts.get(key) ?? 0) + 1);
      }
      const { total, hourly, byCity } = rawFrames(
        read(stringify(rows, { columns: Object.keys(rows[0] ?? {}) })),
        shopLog,
        known,
        users,
      );
      const found = [total, hourly.withColumn(pl.col("hour").cast(pl.Int64)), byCity]
        .flatMap(rowsOf)
        .map((row) => [row.slice(0, -1).join(" "), row.at(-1)] as const);
      assertEquals(new Map(found), counts);
    }),
    { numRuns: 30 },
  );
});
