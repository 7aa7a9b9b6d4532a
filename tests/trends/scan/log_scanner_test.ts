import { assertEquals, assertThrows } from "@std/assert";
import { parse } from "@std/csv";
import fc from "fast-check";
import { cellsPerProduct, type LogCube, unknownCity } from "../../../lib/trends/scan/log_counts.ts";
import { eventTypes, webTraffic } from "../../../lib/log_format.ts";
import { longestLine_bytes } from "../../../lib/base/text/record_reader.ts";
import { TimeReader } from "../../../lib/base/time_reader.ts";
import {
  allCounts,
  brokenLine,
  columns,
  count,
  header,
  hourTable,
  products,
  record,
  recordsOfAnyForm,
  scan,
  shapeCities,
  time,
} from "./scans.ts";

const hour = Date.parse("2025-11-28T20:00:00Z") / 3_600_000;

Deno.test("LogScanner counts rows by product and event, by hour and by city", () => {
  const { rows_read, rows_kept, cube } = scan(
    `${header}${time},1,prod_001,view\n${time},2,prod_001,view\n` +
      `2025-11-28T19:59:59Z,716,prod_001,view\n${time},5,prod_002,buy\n`,
  );
  assertEquals([rows_read, rows_kept], [4, 4]);
  assertEquals([count(cube, "prod_001", "view"), count(cube, "prod_002", "buy")], [3, 1]);
  assertEquals([...cube.byHour?.hours ?? []], [hour - 1, hour]);
  const views = allCounts(cube.byHour, products.length * cellsPerProduct).map(([, all]) => all[0]);
  assertEquals(views, [1, 2]);
  const of = (city: string) =>
    cube.byCity?.cells[cellsPerProduct * (cube.byCity.cities.indexOf(city))];
  assertEquals([of("Oran"), of("Alger"), of("Sétif"), of(unknownCity)], [2, 1, 0, 0]);
});

Deno.test("LogScanner accepts a byte order mark, CRLF, blank lines and no newline at the end", () => {
  const text = `\ufeff${header}${time},1,prod_001,view\n\n${time},1,prod_002,cart`;
  for (const plain of [false, true]) {
    const { rows_kept, rejects } = scan(text.replaceAll("\n", "\r\n"), { plain });
    assertEquals(rows_kept, 2);
    assertEquals(rejects, []);
  }
});

Deno.test("LogScanner reads the columns in the order of the header, and ignores further ones", () => {
  const { cube } = scan(
    `event_type,product_id,agent,timestamp,user_id\nview,prod_002,x,${time},7\n`,
  );
  assertEquals(count(cube, "prod_002", "view"), 1);
});

Deno.test("LogScanner reads quoted fields: commas, quotes and line breaks", () => {
  const { cube, rejects, rows_read } = scan(
    `agent,${header}"a ""b""\r\nc\n","${time}","1","a,b","view"\nx,${time},1,"prod_001",view\n` +
      `x,${time},1,a"b,view\nx,${time},1,prod_001,view\n`,
  );
  assertEquals([count(cube, "a,b", "view"), count(cube, "prod_001", "view")], [1, 2]);
  assertEquals(rows_read, 4);
  assertEquals(rejects.map(({ line, reason }) => [line, reason]), [[6, "unpaired quotes"]]);
});

Deno.test("LogScanner gives up one line alone when a quote is never closed", () => {
  const rows = `${time},1,prod_001,view\n`.repeat(5000); // beyond the longest line
  for (const plain of [false, true]) {
    for (const pieceSize of [1 << 20, 1000]) {
      const { rows_kept, rejects } = scan(`${header}${time},1,"prod_001,view\n${rows}`, {
        plain,
        pieceSize,
      });
      assertEquals(rows_kept, 5000);
      assertEquals(rejects.map(({ line, reason }) => [line, reason]), [[2, "unpaired quotes"]]);
    }
  }
});

Deno.test("LogScanner says of each line that it cannot use which one it is and why", () => {
  const lines = [
    `${time},1,prod_001,view`,
    `${time},1,prod_001`,
    `${time},1,prod_001,view,more`,
    `yesterday,1,prod_001,view`,
    `${time},1,prod_001,look`,
    `${time},1,prod_999,view`,
    `${time},1,prod_001,view`,
    `${time},1,prod_0`,
  ];
  const { rows_read, rows_kept, rejected, rejects } = scan(header + lines.join("\n"));
  assertEquals(rejects.map(({ line, reason }) => [line, reason]), [
    [3, "wrong field count"],
    [4, "wrong field count"],
    [5, "bad timestamp"],
    [6, "unknown event"],
    [7, "unknown product"],
    [9, "wrong field count"],
  ]);
  assertEquals(rejects[3]?.text, lines[4]);
  assertEquals(rejected.get("wrong field count"), { count: 3, lines: [3, 4, 9] });
  assertEquals([rows_read, rows_kept], [8, 2]);
});

Deno.test("LogScanner rejects a line that is too long without keeping it, and goes on after it", () => {
  const long = "x".repeat(longestLine_bytes + 1);
  const text =
    `${header}${time},1,prod_001,view\n${long}\n${long}${long}\n${time},1,prod_001,view\n${long}`;
  for (const pieceSize of [1 << 20, 1000, longestLine_bytes, longestLine_bytes + 1]) {
    const { rows_read, rows_kept, rejects } = scan(text, { pieceSize });
    assertEquals([rows_read, rows_kept], [5, 2], `pieces of ${pieceSize}`);
    assertEquals(rejects.map(({ line, reason }) => [line, reason]), [
      [3, "line too long"],
      [4, "line too long"],
      [6, "line too long"],
    ]);
    assertEquals(rejects.every(({ text }) => text.length <= 1000), true);
  }
});

Deno.test("LogScanner refuses a file that is empty, or has no header", () => {
  assertThrows(() => scan(""), SyntaxError, "empty");
  assertThrows(() => scan(`${time},1,prod_001,view\n`), SyntaxError, "line 1");
  const twice = `${header.trim()},product_id\n${time},1,prod_001,view,prod_002\n`;
  assertThrows(() => scan(twice), SyntaxError, "line 1 names the column product_id twice");
  const endless = "x".repeat(3 * longestLine_bytes);
  assertThrows(() => scan(endless, { pieceSize: 1000 }), SyntaxError, "line 1");
});

Deno.test("LogScanner counts joined logs: a header again is no row, another one is", () => {
  const row = `${time},1,prod_001,view\n`;
  const same = header + row;
  const quoted = header.trim().split(",").map((name) => `"${name}"`).join(",");
  const other = header.trim().split(",").toReversed().join(",");
  const text = `${same}${same}\ufeff${same}${quoted}\r\n${row}${other}\n${row}${header}`;
  for (const plain of [false, true]) {
    const { rows_read, rows_kept, rejects } = scan(text, { plain });
    assertEquals([rows_read, rows_kept], [6, 5]);
    assertEquals(rejects, [{ line: 9, reason: "bad timestamp", text: other }]);
  }
});

Deno.test("LogScanner takes no memory for what it cannot use: a row without an end, columns without number", () => {
  const endless = `${time},1,${"x".repeat(1 << 20)}`.repeat(64);
  const { rows_kept, rejects } = scan(`${header}${time},1,prod_001,view\n${endless}`);
  assertEquals([rows_kept, rejects.length, rejects[0]?.text.length], [1, 1, 1000]);
  const many = ",".repeat(1_000_000);
  assertThrows(
    () => scan(`${header.trim()}${many}\n${time},1,prod_001,view\n`),
    SyntaxError,
    "line 1",
  );
  const wide = ",".repeat(10_000); // more than the kernel takes
  assertEquals(scan(`${header.trim()}${wide}\n${time},1,prod_001,view${wide}\n`).rows_kept, 1);
});

Deno.test("LogScanner counts one row of 1970 and one of today, with a large catalogue", () => {
  const products = Array.from({ length: 100_000 }, (_, index) => `p${index}`);
  const text = `${header}1970-01-01T00:00:00Z,1,p7,view\n${time},1,p99999,buy\n`;
  for (const plain of [false, true]) {
    const { cube } = scan(text, { of: { products, byHour: true }, plain });
    assertEquals(cube.byHour, {
      hours: Int32Array.of(0, hour),
      ends: Uint32Array.of(1, 2),
      cells: Uint32Array.of(21, 299_999),
      counts: Float64Array.of(1, 1),
    });
  }
});

Deno.test("LogScanner knows the words of a web tracker", () => {
  const { cube, rejects } = scan(
    `timestamp,user_id,product_name,action\n${time},1,prod_001,add_to_cart\n${time},1,prod_001,cart\n`,
    { pieceSize: 100, format: webTraffic },
  );
  assertEquals(count(cube, "prod_001", "cart"), 1);
  assertEquals(rejects[0]?.reason, "unknown event");
});

Deno.test("LogScanner counts hours that no kernel knows, and more hours than rows", () => {
  const days = Array.from({ length: 400 }, (_, day) => new Date(86_400_000 * 365 * day));
  const rows = days.map((day) => `${day.toISOString()},1,prod_001,view\n`).join("");
  const { cube, rows_kept } = scan(header + rows + rows);
  assertEquals(rows_kept, 800);
  assertEquals(cube.byHour?.hours.length, 400);
  assertEquals(cube.byHour?.hours[399], 24 * 365 * 399);
});

/** The cube of a well-formed log by a CSV parser and a loop. */
function slowCube(text: string): LogCube {
  const block = products.length * cellsPerProduct;
  const byHour = new Map<number, Float64Array>();
  const cities = ["Oran", "Alger", "Sétif", unknownCity];
  const total = new Float64Array(block), byCity = new Float64Array(cellsPerProduct * cities.length);
  const add = (cells: Float64Array, cell: number) => cells[cell] = (cells[cell] ?? 0) + 1;
  const times = new TimeReader();
  for (const row of parse(text, { skipFirstRow: true })) {
    const product = products.indexOf(row.product_id ?? "");
    const event = eventTypes.findIndex((event) => event === row.event_type);
    const hour = Math.floor(times.readText(row.timestamp ?? "") / 3_600_000);
    if (product < 0 || event < 0 || Number.isNaN(hour)) continue;
    const cell = product * cellsPerProduct + event;
    add(total, cell);
    const cells = byHour.get(hour) ?? new Float64Array(block);
    byHour.set(hour, cells);
    add(cells, cell);
    const city = cities.indexOf(shapeCities.get(row.user_id ?? "") ?? unknownCity);
    add(byCity, cellsPerProduct * city + event);
  }
  return {
    products,
    total,
    byHour: hourTable([...byHour]),
    byCity: { cities, cells: byCity },
  };
}

Deno.test("LogScanner counts as a CSV parser and a loop do, wherever the log is cut", () => {
  const log = fc.tuple(columns, fc.array(record, { maxLength: 30 }), fc.constantFrom("\n", "\r\n"));
  fc.assert(
    fc.property(log, fc.integer({ min: 1, max: 300 }), ([columns, records, newline], pieceSize) => {
      const lines = records.map((record) => columns.map((column) => record[column]).join(","));
      const text = [columns.join(","), ...lines].join(newline);
      const expected = slowCube(text);
      for (const plain of [false, true]) {
        assertEquals(scan(text, { pieceSize, plain }).cube, expected);
      }
    }),
    { numRuns: 300 },
  );
});

Deno.test("LogScanner comes to the same with the kernel and without, whatever the lines are", () => {
  const log = recordsOfAnyForm.chain((record) =>
    fc.array(
      fc.oneof(
        { weight: 3, arbitrary: record.map((record) => Object.values(record).join(",")) },
        brokenLine,
      ),
      { maxLength: 30 },
    )
  ).map((lines) => `timestamp,user_id,product_id,event_type,agent,page\n${lines.join("\n")}`);
  fc.assert(
    fc.property(log, fc.integer({ min: 1, max: 300 }), (text, pieceSize) => {
      const result = scan(text, { pieceSize });
      assertEquals(result, scan(text, { plain: true }));
      assertEquals(result.rows_read, result.rows_kept + result.rejects.length);
    }),
    { numRuns: 300 },
  );
});

Deno.test("LogScanner comes to the same with the kernel and without, also in long logs", () => {
  const plainFields = fc.tuple(
    fc.constantFrom("1", "716", "3"),
    fc.constantFrom("prod_001", "x", "exactly 16 bytes"),
    fc.constantFrom("view", "cart", "buy"),
  );
  // Two minutes, for long enough that the kernel counts in pairs.
  const stretch = fc.tuple(
    fc.array(plainFields, { minLength: 50, maxLength: 200 }),
    fc.constantFrom(time, "2025-11-28T20:59:59Z"),
    fc.array(plainFields, { minLength: 50, maxLength: 200 }),
    fc.constantFrom(time, "2025-11-28T21:00:00Z"),
  ).map(([first, firstTime, second, secondTime]) => [
    ...first.map((fields) => [firstTime, ...fields].join(",")),
    ...second.map((fields) => [secondTime, ...fields].join(",")),
  ]);
  const oddLine = fc.constantFrom(
    `${time},"1\n`,
    `\n2",prod_001,view`,
    `${time},"3",prod_001,view`,
    `${time},1,prod_003,view`,
    "2025-11-28T20:03:61Z,1,prod_001,view",
    `${time}"1,prod_001,view`,
    `${time},1"x,view`,
    `${time},1,x"view`,
    `${time},1,x,view,`,
  );
  const log = fc.tuple(fc.array(fc.tuple(stretch, oddLine), { maxLength: 3 }), stretch)
    .map(([odd, last]) => header + [...odd, last].flat(2).join("\n"));
  fc.assert(
    fc.property(log, (text) => {
      assertEquals(scan(text), scan(text, { plain: true }));
    }),
    { numRuns: 50 },
  );
});

Deno.test("LogScanner takes the form of its times from the first, whatever else is wrong there", () => {
  const rows = (...lines: string[]) => {
    const { times, rejects } = scan(`${header}${lines.join("\n")}\n`);
    return [times, ...rejects.map(({ line }) => line)];
  };
  const row = (text: string) => `${text},1,prod_001,view`;
  assertEquals(rows(row("2025-11-28T20:03:22+0100"), row("1764360202")), ["zoned", 3]);
  assertEquals(rows(row("05/03/2025"), row("2025-11-28 20:03"), row("2025-11-28T20:03:22Z")), [
    "unzoned",
    2,
  ]);
  assertEquals(rows("1764360202000,1,none,view", row(time), row("1764360202001")), ["ms", 2, 3]);
  assertEquals(rows(row("20251128"), row("20251129")), [undefined, 2, 3]);
  assertEquals(rows("1764360202,1", row(time)), ["zoned", 2]);
});
