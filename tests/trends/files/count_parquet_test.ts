import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import { parquetWriteBuffer } from "hyparquet-writer";
import { join } from "node:path";
import { brotliCompressSync, gzipSync, zstdCompressSync } from "node:zlib";
import pl from "nodejs-polars";
import { DzError, FileError } from "../../../lib/base/errors.ts";
import { csvField } from "../../../lib/base/text/csv_line.ts";
import type { LogCounts } from "../../../lib/trends/scan/log_counts.ts";
import { shopLog, webTraffic } from "../../../lib/log_format.ts";
import type { RejectedLine } from "../../../lib/trends/scan/rejected_rows.ts";
import { scanFile } from "../../../lib/trends/scan/scan_file.ts";
import { withFolder } from "../../e2e/support/folder.ts";

const products = ["prod_001", "prod_002", "a,b", "é"];
const cities = new Map([["101", "Oran"], ["102", "Algiers"], ["9007199254740993", "Oran"]]);
const shape = { products, byHour: true, cities };

/** The four fields of a row as CSV has them; empty ones are null in Parquet. */
type Row = readonly [time: string, user: string, product: string, event: string];

const names = ["timestamp", "user_id", "product_id", "event_type"] as const;

/** Counts a log, and tells what it set aside. */
async function count(path: string, format = shopLog) {
  const rejects: RejectedLine[] = [];
  const onReject = (line: RejectedLine) => rejects.push(line) > 0;
  const counts: LogCounts = await scanFile(path, { format, shape, onReject });
  return { ...counts, rejects };
}

/** Counts what a Parquet file of these bytes holds. */
const countBytes = (bytes: ArrayBuffer | Uint8Array, format = shopLog) =>
  withFolder(async (dir) => {
    const path = join(dir, "logs.parquet");
    await Deno.writeFile(path, new Uint8Array(bytes));
    return await count(path, format);
  });

/** Counts the same rows as CSV. */
const countCsv = (rows: readonly Row[]) =>
  withFolder(async (dir) => {
    const path = join(dir, "logs.csv");
    const lines = [names, ...rows].map((row) => row.map(csvField).join(","));
    await Deno.writeTextFile(path, lines.join("\n"));
    return await count(path);
  });

const column = (rows: readonly Row[], index: number) => rows.map((row) => row[index] || null);

const time = fc.constantFrom(
  "2025-11-28T20:03:22Z",
  "2025-11-28 21:59:59.999",
  "2025-11-28T23:30:00+05:30",
  "1969-12-31T23:59:59Z",
  "2016-12-31T23:59:60Z",
  "2025-02-30T00:00:00Z",
  "soon",
  "",
);
const user = fc.constantFrom("101", "102", "103", "9007199254740993", "x", "");
const product = fc.constantFrom(...products, "prod_003", "");
const event = fc.constantFrom("view", "cart", "buy", "look", "");

Deno.test("texts in Parquet count as in CSV, whatever the encoding, the codec and the row groups", async () => {
  const encodings = fc.array(
    fc.constantFrom("PLAIN" as const, "RLE_DICTIONARY" as const, "DELTA_BYTE_ARRAY" as const),
    { minLength: 4, maxLength: 4 },
  );
  const compressors = {
    GZIP: (bytes: Uint8Array) => gzipSync(bytes),
    BROTLI: (bytes: Uint8Array) => brotliCompressSync(bytes),
    ZSTD: (bytes: Uint8Array) => zstdCompressSync(bytes),
  };
  const codec = fc.constantFrom("SNAPPY", "UNCOMPRESSED", "GZIP", "BROTLI", "ZSTD");
  await fc.assert(fc.asyncProperty(
    fc.array(fc.tuple(time, user, product, event), { minLength: 1, maxLength: 60 }),
    encodings,
    codec,
    fc.integer({ min: 1, max: 70 }),
    fc.integer({ min: 1, max: 900 }),
    async (rows, encodings, codec, rowGroupSize, pageSize) => {
      const bytes = parquetWriteBuffer({
        columnData: names.map((name, i) => ({
          name,
          data: column(rows, i) as string[],
          type: "STRING",
          encoding: encodings[i] ?? "PLAIN",
        })),
        codec,
        compressors,
        rowGroupSize,
        pageSize,
      });
      assertEquals(await countBytes(bytes), await countCsv(rows));
    },
  ));
});

Deno.test("what Polars writes counts as in CSV: instants of every unit, numbers, categories", async () => {
  const instant = fc.date({
    min: new Date("1900-01-01"),
    max: new Date("2200-01-01"),
    noInvalidDate: true,
  }).map((date) => date.toISOString().replace(".000Z", "Z"));
  const typed = fc.array(
    fc.tuple(fc.option(instant), fc.option(fc.integer({ min: 100, max: 104 })), product, event),
    { minLength: 1, maxLength: 50 },
  );
  await withFolder(async (dir) => {
    const path = join(dir, "logs.parquet");
    await fc.assert(fc.asyncProperty(
      typed,
      fc.constantFrom<"ms" | "us" | "ns">("ms", "us", "ns"),
      fc.constantFrom(pl.Int32, pl.Int64, pl.UInt32, pl.UInt64, pl.String),
      fc.constantFrom<"zstd" | "snappy" | "gzip">("zstd", "snappy", "gzip"),
      fc.boolean(),
      fc.constantFrom(pl.Categorical, pl.String),
      async (typed, unit, userType, compression, isZoned, kind) => {
        const rows = typed.map(([time, user, product, event]): Row => [
          time ?? "",
          `${user ?? ""}`,
          product,
          event,
        ]);
        const since1970 = typed.map(([time]) => time === null ? null : Date.parse(time));
        pl.DataFrame({
          timestamp: pl.Series("timestamp", since1970, pl.Float64),
          user_id: pl.Series("user_id", typed.map(([, user]) => user), pl.Int64),
          product_id: pl.Series("product_id", column(rows, 2), pl.String),
          event_type: pl.Series("event_type", column(rows, 3), pl.String),
        }).withColumns(
          pl.col("timestamp").cast(pl.Int64).cast(pl.Datetime("ms")).cast(
            isZoned ? pl.Datetime(unit, "UTC") : pl.Datetime(unit),
          ),
          pl.col("user_id").cast(userType),
          pl.col("product_id").cast(kind),
          pl.col("event_type").cast(kind),
        ).writeParquet(path, { compression });
        assertEquals(await count(path), await countCsv(rows));
      },
    ));
  });
});

Deno.test("a row of Parquet that cannot be used is shown as the line of CSV that it would be", async () => {
  const rows: Row[] = [
    ["2025-11-28T20:03:22Z", "101", "a,b", "look"],
    ["", "101", "prod_001", "view"],
    ["2025-11-28T20:03:22Z", "", "prod_009", "view"],
  ];
  const columnData = names.map((name, i) => ({
    name,
    data: i === 0
      ? column(rows, i).map((text) => text === null ? null : new Date(text))
      : column(rows, i),
    type: i === 0 ? "TIMESTAMP" as const : "STRING" as const,
  }));
  const bytes = parquetWriteBuffer({ columnData: columnData as [] });
  assertEquals((await countBytes(bytes)).rejects, [
    { line: 2, reason: "unknown event", text: '2025-11-28T20:03:22Z,101,"a,b",look' },
    { line: 3, reason: "bad timestamp", text: ",101,prod_001,view" },
    { line: 4, reason: "unknown product", text: "2025-11-28T20:03:22Z,,prod_009,view" },
  ]);
});

Deno.test("the columns of a Parquet log may be those of a web tracker, in any order, among others", async () => {
  const columnData = [
    { name: "agent", data: [{ name: "x" }], type: "JSON" as const },
    { name: "action", data: ["add_to_cart"] },
    { name: "product_name", data: ["é"] },
    { name: "timestamp", data: [new Date("2025-11-28T20:03:22Z")] },
    { name: "user_id", data: [101] },
  ];
  const { cube, rows_kept } = await countBytes(parquetWriteBuffer({ columnData }), webTraffic);
  assertEquals([rows_kept, cube.total[products.indexOf("é") * 3 + 1]], [1, 1]);
  const oran = cube.byCity?.cities.indexOf("Oran") ?? -1;
  assertEquals(cube.byCity?.cells[oran * 3 + 1], 1);
});

const good = new Uint8Array(parquetWriteBuffer({
  columnData: ["2025-11-28T20:03:22Z", "101", "prod_001", "view"].map((value, i) => ({
    name: names[i] ?? "",
    data: Array(100).fill(value),
  })),
}));

Deno.test("a file that is no Parquet, cut off, or has not the columns is named with the reason", async () => {
  const message = async (bytes: ArrayBuffer | Uint8Array) =>
    (await assertRejects(() => countBytes(bytes), DzError)).message;
  for (
    const [bytes, reason] of [
      [new Uint8Array(), "it is empty, expected the header"],
      [new TextEncoder().encode("a,b\n1,2\n"), 'line 1 is "a,b", expected the header'],
      [good.slice(0, -9), "it is damaged, or no Parquet file"],
    ] as const
  ) {
    const text = await message(bytes);
    assertStringIncludes(text, `logs.parquet: ${reason}`);
    assertEquals(text.includes("\n"), false);
  }
  assertStringIncludes(
    await message(parquetWriteBuffer({ columnData: [{ name: "a", data: [1] }] })),
    'its schema is "a", expected the header timestamp,user_id,product_id,event_type',
  );
});

Deno.test("a Parquet file that is compressed in an unknown way is refused for that", async () => {
  await withFolder(async (dir) => {
    const path = join(dir, "logs.parquet");
    const frame = pl.DataFrame(Object.fromEntries(names.map((name) => [name, ["a", "b"]])));
    frame.writeParquet(path, { compression: "lz4" });
    await assertRejects(() => count(path), FileError, "it is compressed with LZ4_RAW");
  });
});

Deno.test("a damaged Parquet file is refused or counted, and never fails otherwise", async () => {
  const damage = fc.array(
    fc.tuple(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 })),
    { minLength: 1, maxLength: 3 },
  );
  await fc.assert(
    fc.asyncProperty(damage, async (changes) => {
      const bytes = good.slice();
      for (const [at, bits] of changes) bytes[at] = (bytes[at] ?? 0) ^ bits;
      try {
        const { rows_read, rows_kept, rejects } = await countBytes(bytes);
        assertEquals(rows_read, rows_kept + rejects.length);
      } catch (error) {
        if (!(error instanceof DzError)) throw error;
      }
    }),
    { numRuns: 300 },
  );
});
