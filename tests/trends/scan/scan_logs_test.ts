import { assertEquals, assertRejects, assertStringIncludes, assertThrows } from "@std/assert";
import { parse } from "@std/csv";
import { join } from "node:path";
import { FileError } from "../../../lib/base/errors.ts";
import { shopLog } from "../../../lib/log_format.ts";
import { LogError } from "../../../lib/trends/scan/scan_file.ts";
import { addRejected } from "../../../lib/trends/scan/rejected_rows.ts";
import { describeRejected, scanLogs, zoneLine } from "../../../lib/trends/scan/scan_logs.ts";
import { timesExpected } from "../../../lib/base/time_reader.ts";
import { withFolder } from "../../e2e/support/folder.ts";
import { count, header, shape, time } from "./scans.ts";

const good = `${time},1,prod_001,view\n`;
const bad = `${time},1,prod_001,look\n`;

const options = (dir: string, maxRejected = 0.05) => ({
  format: shopLog,
  shape,
  quarantine: join(dir, "quarantine", "logs.csv"),
  maxRejected,
});

/** Scans texts, each written to a file of its own: `0.csv` and so on. */
async function scanTexts(dir: string, texts: readonly string[], maxRejected?: number) {
  const paths = texts.map((_, n) => join(dir, `${n}.csv`));
  for (const [n, text] of texts.entries()) await Deno.writeTextFile(paths[n] ?? "", text);
  return await scanLogs(paths, options(dir, maxRejected));
}

const quarantined = (dir: string) => Deno.readTextFileSync(join(dir, "quarantine", "logs.csv"));

Deno.test("scanLogs adds up several logs, each with its own header", async () => {
  await withFolder(async (dir) => {
    const other = `event_type,product_id,timestamp,user_id\nview,prod_001,${time},1\n`;
    const { rows_read, rows_kept, cube, logs } = await scanTexts(dir, [header + good, other]);
    assertEquals([rows_read, rows_kept, count(cube, "prod_001", "view")], [2, 2, 2]);
    assertEquals(logs.map(({ rows_read }) => rows_read), [1, 1]);
  });
});

Deno.test("scanLogs sets unusable lines aside with their log, number and reason, and goes on", async () => {
  await withFolder(async (dir) => {
    const { logs } = await scanTexts(dir, [header + good, header + good.repeat(30) + bad]);
    assertEquals(parse(quarantined(dir), { skipFirstRow: true }), [
      { log: join(dir, "1.csv"), line: "32", reason: "unknown event", text: bad.trim() },
    ]);
    assertEquals([...addRejected([...logs, ...logs])], [[
      "unknown event",
      { count: 2, lines: [32] },
    ]]);
  });
});

Deno.test("scanLogs keeps a sample of a log that cannot be used, and says how much is left out", async () => {
  await withFolder(async (dir) => {
    const error = await assertRejects(
      () => scanTexts(dir, [header + good.repeat(99) + bad, header + bad.repeat(5000)]),
      LogError,
    );
    assertStringIncludes(error.message, "5000 unknown event");
    assertStringIncludes(error.message, "The first 1,000 of them are in ");
    const rows = parse(quarantined(dir), { skipFirstRow: true });
    assertEquals(rows.length, 1 + 1000 + 1);
    assertEquals(rows.at(-2)?.line, "1001");
    assertEquals(Object.values(rows.at(-1) ?? {}), [
      join(dir, "1.csv"),
      "",
      "left out",
      "4,000 more lines",
    ]);
  });
});

Deno.test("scanLogs keeps every line that is set aside of a log that can be used", async () => {
  await withFolder(async (dir) => {
    const { logs } = await scanTexts(dir, [header + bad.repeat(5000)], 1);
    assertEquals(logs[0]?.quarantined, 5000);
    assertEquals(parse(quarantined(dir), { skipFirstRow: true }).length, 5000);
  });
});

Deno.test("scanLogs removes the quarantine of an earlier run when all is well", async () => {
  await withFolder(async (dir) => {
    await scanTexts(dir, [header + bad], 1);
    await scanTexts(dir, [header + good]);
    assertThrows(() => quarantined(dir), Deno.errors.NotFound);
  });
});

Deno.test("scanLogs fails over the share allowed, at exactly the share it does not", async () => {
  await withFolder(async (dir) => {
    await scanTexts(dir, [header + good.repeat(19) + bad], 0.05);
    const error = await assertRejects(
      () => scanTexts(dir, [header + good.repeat(18) + bad], 0.05),
      LogError,
    );
    assertStringIncludes(error.message, "5.3 % of its rows");
    assertStringIncludes(error.message, "1 unknown event (line 20)");
    assertStringIncludes(quarantined(dir), "look");
  });
});

Deno.test("scanLogs names what is wrong with a log: missing, a folder, empty, only a header", async () => {
  await withFolder(async (dir) => {
    const scan = (path: string) => scanLogs([path], options(dir));
    await assertRejects(() => scan(join(dir, "none.csv")), FileError, "no such file");
    await assertRejects(() => scan(join(dir, "none.csv.gz")), FileError, "no such file");
    await assertRejects(() => scan(dir), FileError, "folder");
    await assertRejects(() => scanTexts(dir, [""]), LogError, "it is empty");
    await assertRejects(() => scanTexts(dir, [header]), LogError, "no rows");
  });
});

Deno.test("scanLogs says when it cannot write the quarantine", async () => {
  await withFolder(async (dir) => {
    Deno.writeTextFileSync(join(dir, "quarantine"), "a file where a folder should be");
    await assertRejects(() => scanTexts(dir, [header + bad], 1), FileError, "Cannot write");
  });
});

Deno.test("scanLogs reads a log that is compressed, and says if it is damaged", async () => {
  await withFolder(async (dir) => {
    const path = join(dir, "logs.csv.gz");
    const packed = await new Response(
      new Blob([header + good.repeat(1000)]).stream().pipeThrough(new CompressionStream("gzip")),
    ).bytes();
    await Deno.writeFile(path, packed);
    assertEquals((await scanLogs([path], options(dir))).rows_kept, 1000);
    const noise = new Uint8Array([...packed.slice(0, 2), ...new Uint8Array(50)]);
    for (const damaged of [packed.slice(0, -20), packed.slice(0, 5), noise]) {
      await Deno.writeFile(path, damaged);
      await assertRejects(() => scanLogs([path], options(dir)), FileError, "damaged");
    }
  });
});

Deno.test("scanLogs comes to the same with several threads, with their lines set aside in order", async () => {
  await withFolder(async (dir) => {
    const part = good.repeat(99_999) + bad;
    const text = header + part.repeat(20); // 60 MB: several threads work on it
    const { rows_read, cube, logs } = await scanTexts(dir, [text]);
    assertEquals([rows_read, count(cube, "prod_001", "view")], [2_000_000, 1_999_980]);
    const lines = Array.from({ length: 20 }, (_, n) => 1 + (n + 1) * 100_000);
    assertEquals(logs[0]?.rejected.get("unknown event"), { count: 20, lines: lines.slice(0, 5) });
    const rows = parse(quarantined(dir), { skipFirstRow: true });
    assertEquals(rows.map(({ line }) => Number(line)), lines);
  });
});

Deno.test("describeRejected shows the first few line numbers", () => {
  assertEquals(
    describeRejected(new Map([["bad timestamp", { count: 7, lines: [2, 3, 4, 5, 6] }]])),
    "7 bad timestamp (lines 2, 3, 4, 5, 6, …)",
  );
});

Deno.test("scanLogs takes each form of time, and says what it takes if there is another", async () => {
  await withFolder(async (dir) => {
    const row = (text: string) => `${text},101,prod_001,view\n`;
    const taken = [
      "2025-11-28T20:03:22+0100",
      "2025-11-28 20:03:22+00",
      "2025-11-28t20:03:22z",
      "2025-11-28T20:03Z",
      "2025-11-28T24:00:00Z",
      "2025-11-28 20:03:22 UTC",
      "20251128T200322Z",
      '"2025-11-28T20:03:22,5Z"',
      "1764360202",
      "1764360202123",
    ].map((text) => header + row(text));
    const { rows_kept, cube } = await scanTexts(dir, taken);
    assertEquals([rows_kept, count(cube, "prod_001", "view")], [taken.length, taken.length]);
    for (
      const text of ["28/11/2025 20:03", "05.03.2025", "2025/11/28", "20251128", "Nov 28, 2025"]
    ) {
      const field = text.includes(",") ? `"${text}"` : text;
      const { message } = await assertRejects(
        () => scanTexts(dir, [header + row(field)]),
        LogError,
      );
      assertStringIncludes(message, `A timestamp is such as ${timesExpected}`);
    }
    const mixed = header + row("1764360202") + row(time).repeat(3);
    await assertRejects(() => scanTexts(dir, [mixed]), LogError, "75 % of its rows are unusable");
  });
});

Deno.test("zoneLine names the logs without a time zone, all at once", async () => {
  await withFolder(async (dir) => {
    const of = (...times: string[]) => header + times.map((t) => `${t},1,prod_001,view\n`).join("");
    const texts = [of(time), of("2025-11-28 20:03"), of("1764360202"), of("2025-11-28", time)];
    const { logs } = await scanTexts(dir, texts);
    const names = [1, 3].map((n) => join(dir, `${n}.csv`)).join(", ");
    assertEquals(
      zoneLine(logs),
      `${names}: the times have no time zone, so they are taken for UTC`,
    );
    assertEquals(zoneLine(logs.slice(0, 1)), undefined);
  });
});
