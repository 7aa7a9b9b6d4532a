import { assert, assertEquals, assertThrows } from "@std/assert";
import { DzError } from "../../../lib/base/errors.ts";
import { addCubes, CubeBuilder } from "../../../lib/trends/scan/cube.ts";
import type { CubeShape } from "../../../lib/trends/scan/cube.ts";
import { type Header, mostProducts, ScanKernel } from "../../../lib/trends/scan/kernel.ts";
import { shopLog } from "../../../lib/log_format.ts";
import { allCounts, count, products, scanModule, shape, time } from "./scans.ts";

const usual = { timestamp: 0, user: 1, product: 2, event: 3, fields: 4, times: "zoned" } as const;

const eightOClock = Date.UTC(2025, 10, 28, 20) / 3_600_000;

/** Scans a text by the kernel alone: what it counted, and what it left. */
function scan(
  text: string,
  { header = usual, limit = Infinity, of = shape }: {
    header?: Header;
    limit?: number;
    of?: CubeShape;
  } = {},
) {
  const kernel = new ScanKernel(scanModule(), shopLog, of, 1 << 16);
  kernel.header = header;
  const { written } = new TextEncoder().encodeInto(text, kernel.buffer);
  const { at, rows } = kernel.scan(0, Math.min(limit, written), written);
  const left = new TextDecoder().decode(kernel.buffer.subarray(at, written));
  return { rows, left, cube: kernel.cube() };
}

Deno.test("the kernel counts plain rows by itself", () => {
  const rows = products.filter((key) => key !== "a,b").flatMap((product) =>
    ["view", "cart", "buy"].map((event) => `${time},716,${product},${event}\n`)
  );
  const { rows: counted, left, cube } = scan(rows.join(""));
  assertEquals([counted, left], [rows.length, ""]);
  assertEquals([...cube.total], products.flatMap((key) => Array(3).fill(key === "a,b" ? 0 : 1)));
  assertEquals(allCounts(cube.byHour, cube.total.length), [[eightOClock, [...cube.total]]]);
  assertEquals([...cube.byCity?.cells ?? []].slice(0, 3), Array(3).fill(products.length - 1));
});

Deno.test("the kernel counts wide rows, CRLF, any order of columns and any timestamp in UTC", () => {
  const wide = `${time},1,prod_001,view,${"x".repeat(50)},a b,,${"y".repeat(70)}\n`;
  assertEquals(scan(wide.repeat(3), { header: { ...usual, fields: 8 } }).rows, 3);
  const other = { ...usual, timestamp: 4, user: 3, product: 1, event: 0, fields: 5 };
  assertEquals(scan(`view,prod_001,,1,${time}\n`.repeat(3), { header: other }).rows, 3);
  assertEquals(scan(`${time},1,prod_001,view\r\n`.repeat(3)).rows, 3);
  for (
    const text of [
      "2025-11-28 20:03:22",
      "2025-11-28t20:03:22.123z",
      "2025-11-28T20:03:60Z",
      "2025-11-28T21:03:22+01:00",
      "2025-11-28T20:33:22.5+0030",
      "2025-11-28 19:03:22-01",
    ]
  ) {
    const { rows, cube } = scan(`${text},1,prod_001,view\n`.repeat(3));
    assertEquals([rows, ...cube.byHour?.hours ?? []], [3, eightOClock], text);
  }
});

Deno.test("the kernel counts numbers since 1970 of the unit that it is told, and no others", () => {
  const units = { s: "", ms: "000", us: "000000", ns: "000000000" } as const;
  const rows = (zeros: string) => `1764360202${zeros},1,prod_001,view\n`.repeat(300);
  for (const times of ["s", "ms", "us", "ns"] as const) {
    const header = { ...usual, times };
    for (const [unit, zeros] of Object.entries(units)) {
      const { rows: counted, cube } = scan(rows(zeros), { header });
      assertEquals(counted, unit === times ? 300 : 0);
      assertEquals([...cube.byHour?.hours ?? []], unit === times ? [eightOClock] : []);
    }
    assertEquals(scan(`${time},1,prod_001,view\n`, { header }).rows, 0);
    // What looks like the end of a time a column further on is none.
    const odd = `1764360202,716:22Z,prod_001,view\n`;
    assertEquals(scan(odd.repeat(300), { header }).rows, times === "s" ? 300 : 0);
  }
  assertEquals(scan(rows("")).rows, 0);
  assertEquals(scan(rows(""), { header: { ...usual, times: undefined } }).rows, 0);
});

Deno.test("the kernel tells hours apart that are written alike with other offsets", () => {
  const at = (zone: string) => `2025-11-28T20:03:22${zone},1,prod_001,view\n`;
  for (const order of [["Z", "+01:00"], ["+01:00", "Z"], ["-01", "+01:00", "", "Z"]]) {
    const { rows, cube } = scan(order.map(at).join("").repeat(200));
    assertEquals(rows, 200 * order.length);
    const expected = new Map([["Z", 0], ["", 0], ["+01:00", -1], ["-01", 1]]);
    const hours = new Set(order.map((zone) => eightOClock + (expected.get(zone) ?? 0)));
    assertEquals([...cube.byHour?.hours ?? []], [...hours].sort());
  }
});

Deno.test("the kernel takes no zeros for a timestamp that it has seen", () => {
  const garbage = `${"\0".repeat(16)}:00Z,1,prod_001,view\n`;
  assertEquals([scan(garbage).rows, scan(garbage).left], [0, garbage]);
  assertEquals(scan(`${time},1,prod_001,view\n${garbage}`).left, garbage);
  const long = garbage + `${time},1,prod_001,view\n`.repeat(300);
  assertEquals(scan(long).left, long);
});

Deno.test("the kernel does without users: all are unknown", () => {
  const of = { ...shape, cities: new Map<string, string>() };
  const { cube } = scan(`${time},716,prod_001,view\n`, { of });
  assertEquals(cube.byCity?.cities, ["unknown"]);
  assertEquals(cube.byCity?.cells, Float64Array.of(1, 0, 0));
});

Deno.test("the kernel stops at the first row that is not plain, and counts nothing of it", () => {
  const plain = `${time},1,prod_001,view\n`;
  for (
    const row of [
      `"${time}",1,prod_001,view\n`,
      `${time},1,"prod_001",view\n`,
      `${time},1,prod_001,view,\n`,
      `${time},1,prod_001\n`,
      `${time},1,prod_001,view`,
      `${time},1,prod_00,view\n`,
      `${time},1,prod_001\0,view\n`,
      `${time},1,Shoulder Bag for Canon EOS R52,view\n`,
      `${time},1,Shoulder Bag for Xanon EOS R50,view\n`,
      ...Array.from({ length: 7 }, (_, n) => `${time},1,x${"\0".repeat(n + 1)},view\n`),
      `${time},1,prod_001,views\n`,
      `${time},1,,view\n`,
      `2025-11-28T20:03:6aZ,1,prod_001,view\n`,
      `2025-11-28T20:03:72Z,1,prod_001,view\n`,
      `2025-11-28T20:03:2:Z,1,prod_001,view\n`,
      `2025-11-28T20:03:22+01:60,1,prod_001,view\n`,
      `2025-11-28T20:03:22+24,1,prod_001,view\n`,
      `1970-01-01T00:03:22+01:00,1,prod_001,view\n`,
      `2099-12-31T23:03:22-01:00,1,prod_001,view\n`,
      `1764360202,1,prod_001,view\n`,
      `1969-11-28T21:03:22Z,1,prod_001,view\n`,
      `2100-01-01T00:00:00Z,1,prod_001,view\n`,
      `2025-13-28T20:03:22Z,1,prod_001,view\n`,
      `\n`,
    ]
  ) {
    const { rows, left, cube } = scan(plain + row + plain);
    assertEquals([rows, left, count(cube, "prod_001", "view")], [1, row + plain, 1], row);
  }
});

/** So many rows with some seconds between them. */
const rowsEvery = (seconds: number, count: number, ending = "\n") =>
  Array.from({ length: count }, (_, row) => {
    const at = new Date(Date.UTC(2025, 10, 28) + row * seconds * 1000).toISOString().slice(0, 19);
    return `${at}Z,716,${products[row % 2]},${row % 3 ? "view" : "buy"}${ending}`;
  });

Deno.test("the kernel counts long logs, whatever the minutes, and to their end", () => {
  for (
    const rows of [
      rowsEvery(60, 300),
      rowsEvery(5, 1500), // over two hours
      rowsEvery(5, 1500, "\r\n"),
      rowsEvery(0, 300),
    ]
  ) {
    const whole = scan(rows.join(""));
    assertEquals([whole.rows, whole.left], [rows.length, ""]);
    const parts = rows.map((row) => scan(row).cube); // too short for two places
    assertEquals(whole.cube, addCubes(parts));
    assertEquals(scan(rows.join("") + rows[0]?.slice(0, -1)).left, rows[0]?.slice(0, -1));
  }
});

Deno.test("the kernel heeds the order of the columns and their number in long logs", () => {
  const rows = `${time},716,x,view\n`.repeat(300), of = { ...shape, products: ["716", "x"] };
  const swapped = scan(rows, { header: { ...usual, user: 2, product: 1 }, of });
  assertEquals([swapped.rows, count(swapped.cube, "716", "view")], [300, 300]);
  assertEquals(scan(rows, { header: { ...usual, fields: 5 }, of }).left, rows);
});

Deno.test("the kernel takes back rows that turn out to be within a quoted field", () => {
  const plain = rowsEvery(60, 10).join("");
  const quoted = `${time},"\n${rowsEvery(60, 400).slice(10).join("")}",prod_001,view\n`;
  for (const before of ["", plain]) {
    const { rows, left, cube } = scan(before + quoted + plain);
    assertEquals([rows, left], [before ? 10 : 0, quoted + plain]);
    assertEquals(cube, scan(before).cube);
  }
});

Deno.test("the kernel counts rows that begin before the limit, to their end", () => {
  const row = `${time},1,prod_001,view\n`;
  assertEquals(scan(row.repeat(3), { limit: row.length }).rows, 1);
  assertEquals(scan(row.repeat(3), { limit: row.length + 1 }).rows, 2);
});

/** So many products, `p0`, `p1` and so on. */
const catalogue = (count: number) => Array.from({ length: count }, (_, index) => `p${index}`);

/** A row in an hour since 2025-01-01. */
const rowIn = (hour: number, product: string) =>
  `${new Date(Date.UTC(2025, 0, 1, hour)).toISOString().slice(0, 19)}Z,716,${product},view\n`;

Deno.test("the kernel takes memory by the products that an hour has, not by those that there are", () => {
  const count = 33_000, hours = 2000;
  const kernel = new ScanKernel(
    scanModule(),
    shopLog,
    { ...shape, products: catalogue(count) },
    1 << 17,
  );
  kernel.header = usual;
  const before_bytes = kernel.buffer.buffer.byteLength;
  const rows = Array.from({ length: hours }, (_, hour) => rowIn(hour, `p${hour * 7919 % count}`));
  const { written } = new TextEncoder().encodeInto(rows.join(""), kernel.buffer);
  assertEquals(kernel.scan(0, written, written).rows, hours);
  const added_bytes = kernel.buffer.buffer.byteLength - before_bytes;
  assert(added_bytes <= 2 ** 20, `${added_bytes} bytes`);
  assertEquals(kernel.cube().byHour?.cells.length, hours);
});

Deno.test("the kernel counts many products an hour as it counts few", () => {
  const products = catalogue(1000), of = { ...shape, products };
  const rows = Array.from({ length: 1500 }, (_, row) => rowIn(row % 3, `p${row * row % 997}`));
  const whole = scan(rows.join(""), { of });
  assertEquals([whole.rows, whole.left], [rows.length, ""]);
  const builder = new CubeBuilder(of);
  for (const [row] of rows.entries()) {
    builder.add(row * row % 997, 0, Date.UTC(2025, 0, 1, row % 3) / 3_600_000, () => "716");
  }
  assertEquals(whole.cube, builder.cube());
});

Deno.test("the kernel takes back rows of hours that have many products", () => {
  const products = catalogue(1000), of = { ...shape, products };
  const rows = Array.from({ length: 600 }, (_, row) => rowIn(row % 3, `p${row}`)).join("");
  const quoted = `${time},"\n${rows}",p1,view\n`;
  const { left, cube } = scan(rows + quoted + rows, { of });
  assertEquals(left, quoted + rows);
  assertEquals(cube, scan(rows, { of }).cube);
});

Deno.test("counts of the kernel go beyond 32 bits: of a city, of an hour with few products or many", () => {
  for (const products of [catalogue(1), catalogue(1000)]) {
    const kernel = new ScanKernel(scanModule(), shopLog, { ...shape, products }, 1 << 16);
    kernel.header = usual;
    const rows = rowIn(0, "p0").repeat(1234);
    const { written } = new TextEncoder().encodeInto(rows, kernel.buffer);
    kernel.scan(0, written, written);
    const counters = new Uint32Array(kernel.buffer.buffer);
    const set = counters.reduce((found, count, at) => {
      if (count === 1234) counters[at] = 2 ** 32 - 1000;
      return found + Number(count === 1234);
    }, 0);
    assertEquals(set, 2); // the hour's and the city's
    kernel.scan(0, written, written);
    const { total, byCity } = kernel.cube();
    assertEquals([total[0], byCity?.cells[0]], [2 ** 32 + 234, 2 ** 32 + 234]);
  }
});

Deno.test("the kernel stops at the row for which there is no memory", () => {
  const products = catalogue(1000);
  const kernel = new ScanKernel(scanModule(), shopLog, { ...shape, products }, 1 << 16, 5000);
  kernel.header = usual;
  const rows = Array.from({ length: 1000 }, (_, row) => rowIn(row, `p${row}`)).join("");
  const { written } = new TextEncoder().encodeInto(rows, kernel.buffer);
  const { rows: counted } = kernel.scan(0, written, written);
  assert(kernel.isFull && counted > 20 && counted < 100, `${counted} rows`);
  assertEquals(kernel.cube().total.reduce((a, b) => a + b), counted);
});

Deno.test("the kernel refuses more products than it can tell apart, before the work", () => {
  const products = Object.assign([], { length: mostProducts + 1 });
  assertThrows(
    () => new ScanKernel(scanModule(), shopLog, { products }, 1 << 16),
    DzError,
    "--plain",
  );
});

Deno.test("the kernel finds the cities of users by number as by key", () => {
  const keys = ["0", "1", "12", "123", "9999", "65536", "70000"];
  const asked = [
    ...keys,
    "",
    "00",
    "01",
    "012",
    "1a",
    "a",
    "/",
    ":",
    "1234567",
    "12345678",
    "123456789",
  ];
  const cities = new Map(keys.map((key, index) => [key, `city ${index % 3}`]));
  for (
    const  of of[{ ...shape, cities }, { ...shape, cities: new Map([...cities, ["user", "Oran"]]) }]
  ) {
    const builder = new CubeBuilder(of);
    const often = asked.flatMap((user) => Array<string>(20).fill(user));
    for (const user of often) builder.add(0, 0, eightOClock, () => user);
    const rows = often.map((user) => `${time},${user},prod_001,view\n`).join("");
    assertEquals(scan(rows, { of }).cube, builder.cube());
  }
});
