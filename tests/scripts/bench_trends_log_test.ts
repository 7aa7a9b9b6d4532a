import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { type LogSize, productIds, userIds, writeLog } from "../../scripts/bench/trends_log.ts";

/** A log as text, and what was said of it. */
function logOf(size: LogSize, seed = 1) {
  const decoder = new TextDecoder();
  let text = "";
  const written = writeLog(size, seed, (bytes) => text += decoder.decode(bytes));
  const [header = "", ...lines] = text.trimEnd().split("\n");
  return { ...written, text, header, rows: lines.map((line) => line.split(",")) };
}

Deno.test("a log of the benchmark has as many rows as asked for, in time order over 90 days", () => {
  const { rows } = logOf({ rows: 50_000, row_bytes: 45 });
  const times = rows.map(([time = ""]) => time);
  assertEquals(times.length, 50_000);
  assertEquals(times, times.toSorted());
  assert(times.at(0)?.startsWith("2025-09-02T") && times.at(-1)?.startsWith("2025-11-30T"));
  assert(times.every((time) => !Number.isNaN(Date.parse(time))));
});

Deno.test("a log of the benchmark names its products, its users and the shop's three events", () => {
  const { header, rows } = logOf({ rows: 50_000, row_bytes: 45 });
  assertEquals(header, "timestamp,user_id,product_id,event_type");
  assert(rows.every((row) => row.length === 4));
  assertEquals(new Set(rows.map((row) => row[1] ?? "")).difference(new Set(userIds())).size, 0);
  assertEquals([...new Set(rows.map((row) => row[2] ?? ""))].sort(), productIds);
  assertEquals([...new Set(rows.map((row) => row[3] ?? ""))].sort(), ["buy", "cart", "view"]);
});

Deno.test("the top ten that come with a log are those of a plain recount", () => {
  const { rows, top } = logOf({ rows: 50_000, row_bytes: 45 });
  const views = new Map<string, number>();
  for (const [, , product = "", event] of rows) {
    if (event === "view") views.set(product, (views.get(product) ?? 0) + 1);
  }
  const ranking = [...views].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  assertEquals(top.map(({ product_id, views }) => [product_id, views]), ranking.slice(0, 10));
});

Deno.test("rows are about as long as they are called, header included in the bytes", () => {
  for (const row_bytes of [45, 160] as const) {
    const { bytes, text } = logOf({ rows: 50_000, row_bytes });
    assertEquals(bytes, text.length);
    assertAlmostEquals(bytes / 50_000, row_bytes, 0.5);
  }
});

Deno.test("a long row begins with the same four columns and needs no quotes", () => {
  const { header, rows, text } = logOf({ rows: 5000, row_bytes: 160 });
  assertEquals(header.split(",").slice(0, 4), logOf({ rows: 1, row_bytes: 45 }).header.split(","));
  assert(rows.every((row) => row.length === header.split(",").length));
  assert(!text.includes('"'));
});

Deno.test("the same seed gives the same log, another seed another", () => {
  const size = { rows: 1000, row_bytes: 160 } as const;
  assertEquals(logOf(size, 7).text, logOf(size, 7).text);
  assert(logOf(size, 7).text !== logOf(size, 8).text);
});
