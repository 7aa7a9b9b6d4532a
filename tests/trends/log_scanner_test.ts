import { assertEquals, assertThrows } from "@std/assert";
import { parse } from "@std/csv";
import fc from "fast-check";
import { eventTypes, shopLog, webTraffic } from "../../lib/trends/log_format.ts";
import { LogScanner, longestLine_bytes, type RejectedLine } from "../../lib/trends/log_scanner.ts";

const header = "timestamp,user_id,product_id,event_type\n";
const time = "2025-11-28T20:03:22Z";
const products = ["prod_001", "prod_002", "a,b"];

/** Scans a text cut into pieces of the given size. */
function scan(input: string | Uint8Array, pieceSize = 1 << 20, format = shopLog) {
  const bytes = typeof input === "string" ? new TextEncoder().encode(input) : input;
  const rejects: RejectedLine[] = [];
  const scanner = new LogScanner(format, products, (line) => rejects.push(line));
  for (let from = 0; from < bytes.length; from += pieceSize) {
    scanner.push(bytes.slice(from, from + pieceSize));
  }
  const counts = scanner.end();
  const of = (product: string, event: typeof eventTypes[number]) =>
    counts.counts[products.indexOf(product) * eventTypes.length + eventTypes.indexOf(event)];
  return { ...counts, rejects, of };
}

Deno.test("LogScanner counts rows by product and event", () => {
  const { rows_read, rows_kept, of } = scan(
    `${header}${time},1,prod_001,view\n${time},2,prod_001,view\n${time},1,prod_002,buy\n`,
  );
  assertEquals([rows_read, rows_kept], [3, 3]);
  assertEquals([of("prod_001", "view"), of("prod_001", "buy"), of("prod_002", "buy")], [2, 0, 1]);
});

Deno.test("LogScanner accepts a byte order mark, CRLF, blank lines and no newline at the end", () => {
  const text = `\ufeff${header}${time},1,prod_001,view\n\n${time},1,prod_002,cart`;
  const { rows_kept, rejects } = scan(text.replaceAll("\n", "\r\n"));
  assertEquals(rows_kept, 2);
  assertEquals(rejects, []);
});

Deno.test("LogScanner reads the columns in the order of the header, and ignores further ones", () => {
  const { of } = scan(`event_type,product_id,agent,timestamp,user_id\nview,prod_002,x,${time},7\n`);
  assertEquals(of("prod_002", "view"), 1);
});

Deno.test("LogScanner reads quoted fields, commas and all", () => {
  const { of, rejects } = scan(
    `${header}"${time}","1","a,b","view"\n${time},1,"prod_001",view\n${time},1,a"b,view\n`,
  );
  assertEquals([of("a,b", "view"), of("prod_001", "view")], [1, 1]);
  assertEquals(rejects.map(({ line, reason }) => [line, reason]), [[4, "unpaired quotes"]]);
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
    const { rows_read, rows_kept, rejects } = scan(text, pieceSize);
    assertEquals([rows_read, rows_kept], [5, 2], `pieces of ${pieceSize}`);
    assertEquals(rejects.map(({ line, reason }) => [line, reason]), [
      [3, "line too long"],
      [4, "line too long"],
      [6, "line too long"],
    ]);
    assertEquals(rejects.every(({ text }) => text.length <= 1000), true);
  }
});

Deno.test("LogScanner refuses a file that is empty, has no header, or is in UTF-16", () => {
  assertThrows(() => scan(""), SyntaxError, "empty");
  assertThrows(() => scan(`${time},1,prod_001,view\n`), SyntaxError, "line 1");
  const utf16 = new Uint8Array(
    new Uint16Array([..."\ufeff" + header].map((c) => c.charCodeAt(0))).buffer,
  );
  assertThrows(() => scan(utf16), SyntaxError, "UTF-16");
  assertThrows(() => scan("x".repeat(3 * longestLine_bytes), 1000), SyntaxError, "line 1");
});

Deno.test("LogScanner knows the words of a web tracker", () => {
  const scanner = scan(
    `timestamp,user_id,product_name,action\n${time},1,prod_001,add_to_cart\n${time},1,prod_001,cart\n`,
    100,
    webTraffic,
  );
  assertEquals(scanner.of("prod_001", "cart"), 1);
  assertEquals(scanner.rejects[0]?.reason, "unknown event");
});

Deno.test("LogScanner counts the same wherever the file is cut, and as a CSV parser and a loop do", () => {
  const field = fc.constantFrom("prod_001", "prod_002", '"a,b"', "prod_003", "", '"prod_001"');
  const event = fc.constantFrom("view", "cart", "buy", '"view"', "look");
  const when = fc.constantFrom(time, "2025-02-30T00:00:00Z", `"${time}"`, "");
  const row = fc.tuple(when, fc.nat(999), field, event).map((fields) => fields.join(","));
  const text = fc.array(row, { maxLength: 40 }).map((rows) => header + rows.join("\n"));
  fc.assert(fc.property(text, fc.integer({ min: 1, max: 200 }), (text, pieceSize) => {
    const expected = products.map((product) =>
      eventTypes.map((event) =>
        parse(text, { skipFirstRow: true }).filter((row) =>
          row.timestamp === time && row.product_id === product && row.event_type === event
        ).length
      )
    );
    assertEquals([...scan(text, pieceSize).counts], expected.flat());
  }));
});
