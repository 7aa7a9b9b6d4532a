import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import fc from "fast-check";
import { parquetMetadata, type SchemaElement } from "hyparquet";
import { join } from "node:path";
import pl from "nodejs-polars";
import { gzipSync } from "node:zlib";
import { FileError } from "../../../lib/base/errors.ts";
import { convertLog } from "../../../lib/trends/files/convert_log.ts";
import type { Converted } from "../../../lib/trends/files/csv_to_parquet.ts";
import { encoded } from "../../../lib/base/text/encoded.ts";
import { whyNoTime } from "../../../lib/base/time_reader.ts";
import { csvField } from "../../../lib/base/text/csv_line.ts";
import { columnsOf, shopLog, webTraffic } from "../../../lib/log_format.ts";
import { LogScanner } from "../../../lib/trends/scan/log_scanner.ts";
import { longestLine_bytes } from "../../../lib/base/text/record_reader.ts";
import { LogError, scanFile } from "../../../lib/trends/scan/scan_file.ts";

const header = "timestamp,user_id,product_id,event_type\n";
const time = "2025-11-28T20:03:22Z";

interface Folder {
  /** The folder's files. */
  readonly names: () => string[];
  /** Converts a CSV log, and says what that did and what the Parquet file is. */
  readonly pack: (csv: string | Uint8Array, options?: PackOptions) => Promise<Packed>;
  /** Converts a Parquet file to CSV. */
  readonly unpack: (parquet: Uint8Array) => Promise<string>;
}

interface PackOptions {
  readonly skipBad?: boolean;
  readonly name?: string;
}
type Packed = Partial<Converted> & { readonly parquet: Uint8Array; readonly types: string[] };

/** Runs a test in a folder of its own. */
async function inFolder(test: (folder: Folder) => Promise<void>): Promise<void> {
  const dir = Deno.makeTempDirSync();
  const parquetPath = join(dir, "logs.parquet");
  const csvPath = join(dir, "back.csv");
  try {
    await test({
      names: () => [...Deno.readDirSync(dir)].map(({ name }) => name).sort(),
      pack: async (csv, { skipBad = false, name = "logs.csv" } = {}) => {
        const path = join(dir, name);
        Deno.writeFileSync(path, typeof csv === "string" ? new TextEncoder().encode(csv) : csv);
        const conversion = await convertLog(path, parquetPath, "parquet", { skipBad });
        const parquet = Deno.readFileSync(parquetPath);
        const [, ...columns] = parquetMetadata(parquet).schema;
        return { ...conversion, parquet, types: columns.map(typeOf) };
      },
      unpack: async (parquet) => {
        Deno.writeFileSync(parquetPath, parquet);
        await convertLog(parquetPath, csvPath, "csv", { skipBad: false });
        return Deno.readTextFileSync(csvPath);
      },
    });
  } finally {
    Deno.removeSync(dir, { recursive: true });
  }
}

const typeOf = ({ name, type, logical_type }: SchemaElement) =>
  `${name} ${logical_type?.type ?? type}`;

const moment = fc.date({
  min: new Date("0001-01-01"),
  max: new Date("9999-12-31"),
  noInvalidDate: true,
}).map((date) => date.toISOString().replace(".000Z", "Z"));
const word = fc.oneof(
  fc.constantFrom("view", "prod_001", "a,b", 'a "b"', "iPhone 15", "é\r\nü", "", "007"),
  fc.string({ maxLength: 5 }).map((text) => text.toWellFormed()),
);
const user = fc.oneof(
  { weight: 20, arbitrary: fc.integer({ min: 1, max: 999 }) },
  fc.constantFrom(-1, 0, 2147483647, 2147483648, "9223372036854775807", "9223372036854775808"),
  word,
).map(String);

Deno.test("a log comes back from Parquet byte for byte", async () => {
  await inFolder(async ({ pack, unpack }) => {
    const rows = fc.array(fc.tuple(moment, user, word, word), { maxLength: 30 });
    const order = fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 });
    const format = fc.constantFrom(shopLog, webTraffic);
    await fc.assert(fc.asyncProperty(rows, order, format, async (rows, order, format) => {
      const csv = [columnsOf(format), ...rows].map((row) =>
        order.map((column) => csvField(row[column] ?? "")).join(",") + "\n"
      ).join("");
      const packed = await pack(csv);
      assertEquals([packed.rows, packed.skipped], [rows.length, 0]);
      assertEquals(await unpack(packed.parquet), csv);
    }));
  });
});

Deno.test("a log has the same counts in Parquet", async () => {
  await inFolder(async ({ pack }) => {
    const shape = { products: ["prod_001", "a,b"], byHour: true, cities: new Map([["7", "Oran"]]) };
    const when = fc.constantFrom(time, "1969-12-31 23:59:60", "2025-11-28T20:03:22.1234+05:45");
    const row = fc.tuple(
      when,
      fc.constantFrom("7", "8", "x"),
      fc.constantFrom(...shape.products, "prod_002"),
      fc.constantFrom("view", "buy", "look"),
    );
    await fc.assert(fc.asyncProperty(fc.array(row), async (rows) => {
      const csv = header + rows.map((row) => row.map(csvField).join(",")).join("\n");
      const path = Deno.makeTempFileSync({ suffix: ".parquet" });
      Deno.writeFileSync(path, (await pack(csv)).parquet);
      const counts = await scanFile(path, { format: shopLog, shape });
      Deno.removeSync(path);
      const scanner = new LogScanner({ format: shopLog, shape });
      scanner.push(new TextEncoder().encode(csv));
      const expected = scanner.end(); // whose times need no zone any more
      assertEquals({ ...counts, times: expected.times }, expected);
    }));
  });
});

Deno.test("a log of several row groups comes back byte for byte", async () => {
  await inFolder(async ({ pack, unpack }) => {
    let csv = header;
    for (let i = 0; i < 300_000; i++) {
      const instant = new Date(1.75e12 + 1000 * i).toISOString().replace(".000", "");
      csv += `${instant},${i % 70_000},prod_${i % 64},${i % 7 ? "view" : "buy"}\n`;
    }
    const { parquet, types } = await pack(csv);
    assertEquals(parquetMetadata(parquet).row_groups.length, 3);
    assertEquals(types, [
      "timestamp TIMESTAMP",
      "user_id INT32",
      "product_id BYTE_ARRAY",
      "event_type BYTE_ARRAY",
    ]);
    assertEquals(await unpack(parquet) === csv, true);
  });
});

Deno.test("users are numbers in Parquet if all of them are, and are written as numbers are", async () => {
  await inFolder(async ({ pack }) => {
    const typeFor = async (...users: string[]) =>
      (await pack(header + users.map((user) => `${time},${user},p,view\n`).join(""))).types[1];
    assertEquals(await typeFor("1", "-2147483648", "0"), "user_id INT32");
    for (const key of ["2147483648", "007", "-0", "+1", "1.5", "", "x", "١"]) {
      assertEquals(await typeFor("1", key), "user_id BYTE_ARRAY", key);
    }
  });
});

Deno.test("a compressed log is converted like any other, one with CRLF and a byte order mark too", async () => {
  await inFolder(async ({ pack, unpack }) => {
    const csv = `${header}${time},1,a,view\n${time},2,b,buy\n`;
    const { parquet } = await pack(gzipSync(csv), { name: "logs.csv.gz" });
    assertEquals(await unpack(parquet), csv);
    const other = await pack(`\ufeff${csv.replaceAll("\n", "\r\n\r\n").trimEnd()}`);
    assertEquals(await unpack(other.parquet), csv);
  });
});

Deno.test("joined logs are converted without their further headers", async () => {
  await inFolder(async ({ pack, unpack }) => {
    const csv = `${header}${time},1,a,view\n`;
    const { rows, skipped, parquet } = await pack(`${csv}${csv}\ufeff${csv}`);
    assertEquals([rows, skipped], [3, 0]);
    assertEquals(await unpack(parquet), `${csv}${csv.slice(header.length).repeat(2)}`);
  });
});

Deno.test("columns that are no part of a log stay, as texts, and all in their order", async () => {
  await inFolder(async ({ pack, unpack }) => {
    const csv = `agent,event_type,user_id,ip,timestamp,product_id\n"x, y",view,7,,${time},a\n`;
    const { parquet } = await pack(csv);
    assertEquals(await unpack(parquet), csv);
  });
});

Deno.test("timestamps become UTC, and keep their precision", async () => {
  await inFolder(async ({ pack, unpack }) => {
    const times = [
      time,
      "2025-11-28T20:03:22.250Z",
      "2025-11-28 20:03:22",
      "2025-11-28 20:03:22Z",
      "2025-11-28T20:03:22+01:00",
      "2025-11-28T20:03:22.123Z",
      "2016-12-31T23:59:60Z",
    ];
    const written = async (times: readonly string[]) => {
      const { parquet } = await pack(header + times.map((t) => `"${t}",1,a,view\n`).join(""));
      return (await unpack(parquet)).trim().split("\n").slice(1).map((line) => line.split(",")[0]);
    };
    assertEquals(await written(times), [
      time,
      "2025-11-28T20:03:22.250Z",
      time,
      time,
      "2025-11-28T19:03:22Z",
      "2025-11-28T20:03:22.123Z",
      "2016-12-31T23:59:59Z",
    ]);
    const fine = [time, "0001-01-01T00:00:00.000001Z", "1969-12-31T23:59:59.999999Z"];
    assertEquals(await written(fine), fine);
    const finer = [time, "1677-12-31T23:59:59.999999999Z", "2025-11-28T20:03:22.123456700Z"];
    assertEquals(await written(finer), finer);
    assertEquals(
      await written([time, "2025-11-28 20:03:22,1234567", "2025-11-28T20:03:22.5+0100"]),
      [time, "2025-11-28T20:03:22.123456700Z", "2025-11-28T19:03:22.500Z"],
    );
    assertEquals(await written(["1764360202123456", "1764360202000000"]), [
      "2025-11-28T20:03:22.123456Z",
      time,
    ]);
  });
});

Deno.test("what Polars writes in micro- and nanoseconds is the same time in CSV", async () => {
  await inFolder(async ({ unpack }) => {
    const path = Deno.makeTempFileSync({ suffix: ".parquet" });
    for (
      const [unit, perSecond, text] of [["us", 1e6, ".000001Z"], [
        "ns",
        1e9,
        ".000000001Z",
      ]] as const
    ) {
      const ticks = [-1, 0, 1, perSecond, 1764360202 * perSecond];
      pl.DataFrame({ timestamp: pl.Series("timestamp", ticks, pl.Float64) })
        .withColumns(pl.col("timestamp").cast(pl.Int64).cast(pl.Datetime(unit))).writeParquet(path);
      assertEquals((await unpack(Deno.readFileSync(path))).trim().split("\n").slice(1), [
        `1969-12-31T23:59:59.${"9".repeat(text.length - 2)}Z`,
        "1970-01-01T00:00:00Z",
        `1970-01-01T00:00:00${text}`,
        "1970-01-01T00:00:01Z",
        time,
      ]);
    }
    Deno.removeSync(path);
  });
});

const good = `${time},1,a,view\n`;

Deno.test("a line that is not UTF-8 ends it, since two users would become one", async () => {
  await inFolder(async ({ pack, unpack }) => {
    const latin = (user: number) => [...encoded(`${time},`), user, ...encoded(",a,view\n")];
    const csv = Uint8Array.from([...encoded(header + good), ...latin(0xe9), ...latin(0xe8)]);
    await assertRejects(() => pack(csv), LogError, "line 3 is not written in UTF-8");
    const { parquet, skipped } = await pack(csv, { skipBad: true });
    assertEquals([await unpack(parquet), skipped], [header + good, 2]);
  });
});

Deno.test("a line that cannot be converted ends it, naming the line; no file is left", async () => {
  await inFolder(async ({ pack, names }) => {
    const problem = async (line: string) => {
      const error = await assertRejects(() => pack(`${header}${good}${line}\n${good}`), LogError);
      assertEquals(names(), ["logs.csv"]);
      return error.message.replace(/^Cannot convert .*logs\.csv: /, "");
    };
    const advice = ". --skip-bad leaves such lines out";
    assertEquals(await problem(`${time},1,a`), `line 3 has 3 fields, expected 4${advice}`);
    assertEquals(
      await problem("soon,1,a,view"),
      `line 3 has the timestamp "soon": ${whyNoTime("soon", "zoned")}${advice}`,
    );
    assertMatch(
      await problem("05/03/2025,1,a,view"),
      /it may begin with the day or with the month/,
    );
    assertMatch(
      await problem("2025-11-28T20:03:22.0000000001Z,1,a,view"),
      /: it is finer than a nanosecond/,
    );
    assertMatch(
      await problem(`2025-11-28T20:03:22.123456789Z,1,a,view\n1066-10-14T09:00:00Z,1,a,view`),
      /line 4 has the timestamp "1066-.*: in nanoseconds, .* the years 1678 to 2261/,
    );
    assertEquals(await problem(`${time},1,"a,view`), `line 3 has unpaired quotes${advice}`);
    assertEquals(
      await problem("x".repeat(longestLine_bytes + 1)),
      `line 3 is too long${advice}`,
    );
  });
});

Deno.test("bad lines are left out and counted if so wished", async () => {
  await inFolder(async ({ pack, unpack }) => {
    const bad = [`${time},1,a\n`, "soon,1,a,view\n", `${"x".repeat(3 * longestLine_bytes)}\n`];
    const csv = header + bad.map((line) => line + good).join("").repeat(2);
    const { rows, skipped, parquet } = await pack(csv, { skipBad: true });
    assertEquals([rows, skipped], [6, 6]);
    assertEquals(await unpack(parquet), header + good.repeat(6));
  });
});

Deno.test("what is no log is refused: empty, without a header, Parquet that is none", async () => {
  await inFolder(async ({ pack, unpack, names }) => {
    const error = async (...args: Parameters<typeof pack>) =>
      (await assertRejects(() => pack(...args), LogError)).message;
    const expected =
      /timestamp,user_id,product_id,event_type or timestamp,user_id,product_name,action/;
    assertMatch(await error(""), /it is empty/);
    assertMatch(await error(good), expected);
    assertMatch(await error("a,b\n"), /line 1 is "a,b", expected/);
    assertMatch(await error(header.trim() + ",user_id\n"), /names the column user_id twice/);
    assertMatch(await error(header.trim() + ",note,note\n"), /names the column note twice/);
    const text = new TextEncoder().encode("PAR1, but no more");
    const back = await assertRejects(() => unpack(text), FileError);
    assertMatch(back.message, /Cannot read .*logs\.parquet: .*no Parquet file/);
    assertEquals(names(), ["logs.csv", "logs.parquet"]);
  });
});

Deno.test("a file that cannot be read or written is named", async () => {
  const dir = Deno.makeTempDirSync();
  const log = join(dir, "logs.csv");
  Deno.writeTextFileSync(log, header + good);
  const convert = (from: string, to: string) =>
    assertRejects(() => convertLog(from, to, "parquet", { skipBad: false }), FileError);
  assertMatch(
    (await convert(join(dir, "none.csv"), join(dir, "a"))).message,
    /read .*none\.csv: no/,
  );
  assertMatch((await convert(dir, join(dir, "a"))).message, /Cannot read .*: it is a folder/);
  assertMatch((await convert(log, join(dir, "no", "a"))).message, /Cannot write .*a: no such/);
  assertEquals([...Deno.readDirSync(dir)].map(({ name }) => name), ["logs.csv"]);
  Deno.removeSync(dir, { recursive: true });
});
