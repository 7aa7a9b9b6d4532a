import { assertEquals, assertRejects, assertStringIncludes, assertThrows } from "@std/assert";
import { parse } from "@std/csv";
import { join } from "node:path";
import { FileError } from "../../../lib/base/errors.ts";
import { shopLog } from "../../../lib/log_format.ts";
import { LogError } from "../../../lib/trends/scan/scan_file.ts";
import { addRejected, describeRejected, scanLogs } from "../../../lib/trends/scan/scan_logs.ts";
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
    for (const damaged of [packed.slice(0, -20), packed.slice(5), new Uint8Array(50)]) {
      await Deno.writeFile(path, damaged);
      await assertRejects(() => scanLogs([path], options(dir)), LogError, "damaged");
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
