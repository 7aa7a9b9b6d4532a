import { assertEquals, assertRejects, assertStringIncludes, assertThrows } from "@std/assert";
import { parse } from "@std/csv";
import { join } from "node:path";
import { FileError } from "../../lib/errors.ts";
import { shopLog } from "../../lib/trends/log_format.ts";
import type { LogCounts } from "../../lib/trends/log_scanner.ts";
import { describeRejected, LogError, scanFile } from "../../lib/trends/scan_file.ts";

const header = "timestamp,user_id,product_id,event_type\n";
const good = "2025-11-28T20:03:22Z,1,prod_001,view\n";
const bad = "2025-11-28T20:03:22Z,1,prod_001,look\n";

/** Runs a test in a folder of its own, given a function that scans a text written to a file there. */
async function inFolder(
  test: (
    scan: (text: string, maxRejected?: number) => Promise<unknown>,
    dir: string,
  ) => Promise<void>,
) {
  const dir = Deno.makeTempDirSync();
  try {
    await test(async (text, maxRejected = 0.05) => {
      await Deno.writeTextFile(join(dir, "logs.csv"), text);
      return await scanFile(join(dir, "logs.csv"), options(dir, maxRejected));
    }, dir);
  } finally {
    Deno.removeSync(dir, { recursive: true });
  }
}

const options = (dir: string, maxRejected = 0.05) => ({
  format: shopLog,
  products: ["prod_001"],
  quarantine: join(dir, "quarantine", "logs.csv"),
  maxRejected,
});

const quarantined = (dir: string) => Deno.readTextFileSync(join(dir, "quarantine", "logs.csv"));

Deno.test("scanFile sets unusable lines aside with their numbers and reasons, and goes on", async () => {
  await inFolder(async (scan, dir) => {
    await scan(header + good.repeat(30) + bad);
    assertEquals(parse(quarantined(dir), { skipFirstRow: true }), [
      { line: "32", reason: "unknown event", text: bad.trim() },
    ]);
  });
});

Deno.test("scanFile removes the quarantine of an earlier run when all is well", async () => {
  await inFolder(async (scan, dir) => {
    await scan(header + bad, 1);
    await scan(header + good);
    assertThrows(() => quarantined(dir), Deno.errors.NotFound);
  });
});

Deno.test("scanFile fails over the share allowed, at exactly the share it does not", async () => {
  await inFolder(async (scan, dir) => {
    await scan(header + good.repeat(19) + bad, 0.05);
    const error = await assertRejects(() => scan(header + good.repeat(18) + bad, 0.05), LogError);
    assertStringIncludes(error.message, "5.3 % of its rows");
    assertStringIncludes(error.message, "1 unknown event (line 20)");
    assertStringIncludes(quarantined(dir), "look");
  });
});

Deno.test("scanFile names what is wrong with a file: missing, a folder, empty, only a header", async () => {
  await inFolder(async (scan, dir) => {
    await assertRejects(
      () => scanFile(join(dir, "none.csv"), options(dir)),
      FileError,
      "no such file",
    );
    await assertRejects(() => scanFile(dir, options(dir)), FileError, "folder");
    await assertRejects(() => scan(""), LogError, "it is empty");
    await assertRejects(() => scan(header), LogError, "no rows");
  });
});

Deno.test("scanFile says when it cannot write the quarantine", async () => {
  await inFolder(async (scan, dir) => {
    Deno.writeTextFileSync(join(dir, "quarantine"), "a file where a folder should be");
    await assertRejects(() => scan(header + bad, 1), FileError, "Cannot write");
  });
});

Deno.test("describeRejected shows the first few line numbers", () => {
  const rejected: LogCounts["rejected"] = new Map([
    ["bad timestamp", { count: 7, lines: [2, 3, 4, 5, 6] }],
  ]);
  const counts = { rows_read: 7, rows_kept: 0, rejected, counts: new Float64Array() };
  assertEquals(describeRejected(counts), "7 bad timestamp (lines 2, 3, 4, 5, 6, …)");
});
