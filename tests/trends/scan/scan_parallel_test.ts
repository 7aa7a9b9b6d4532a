import { assert, assertEquals, assertGreater, assertRejects } from "@std/assert";
import fc from "fast-check";
import { join } from "node:path";
import { inOneGo } from "../../../lib/base/steps.ts";
import { shopLog } from "../../../lib/log_format.ts";
import type { RejectedLine } from "../../../lib/trends/scan/rejected_rows.ts";
import {
  blockCount,
  type BlockJob,
  scanBlocks as blocksOf,
} from "../../../lib/trends/scan/scan_blocks.ts";
import { scanParallel } from "../../../lib/trends/scan/scan_parallel.ts";
import type { WorkerReport } from "../../../lib/trends/scan/scan_worker.ts";
import { brokenLine, header, recordsOfAnyForm, scan, scanModule, shape, time } from "./scans.ts";
import { withFolder } from "../../e2e/support/folder.ts";

const columns = "timestamp,user_id,product_id,event_type,agent,page";

const withoutRejects = ({ rejects: _, ...counts }: ReturnType<typeof scan>) => counts;

/** Scans a text with several threads and blocks of a size. */
async function scanBlocks(text: string, block_bytes: number, threads = 1, wanted = Infinity) {
  return await withFolder(async (folder) => {
    const path = join(folder, "logs.csv");
    await Deno.writeTextFile(path, text);
    const rejects: RejectedLine[] = [];
    const onReject = (line: RejectedLine) => rejects.push(line) < wanted;
    const module = scanModule();
    const options = { format: shopLog, shape, module, threads, block_bytes, onReject };
    const counts = await scanParallel(path, options);
    return counts && { ...counts, rejects };
  });
}

Deno.test("scanParallel comes to what one scan comes to, wherever the blocks begin", async () => {
  const log = recordsOfAnyForm.chain((record) => {
    const line = fc.oneof(
      { weight: 5, arbitrary: record.map((record) => Object.values(record).join(",")) },
      brokenLine,
      fc.constant(columns), // as in joined logs
    );
    return fc.array(line, { maxLength: 30 }).map((lines) => [columns, ...lines].join("\n"));
  });
  let whole = 0;
  await fc.assert(
    fc.asyncProperty(log, fc.integer({ min: 20, max: 500 }), async (text, block_bytes) => {
      const counts = await scanBlocks(text, block_bytes);
      if (!counts) return;
      whole++;
      assertEquals(counts, scan(text));
    }),
    { numRuns: 200 },
  );
  assert(whole > 100, `${whole} of 200`);
});

Deno.test("scanParallel gives up where a block begins within a quoted field", async () => {
  const row = `${time},1,prod_001,view,"${`\n${time},1,prod_001,view,x,y`.repeat(5)}",z\n`;
  assertEquals(await scanBlocks(`${columns}\n${row.repeat(5)}`, 100), undefined);
});

Deno.test("of a line over many blocks each block looks at its own bytes only", async () => {
  const row = `${time},1,prod_001,view\n`;
  for (const length of [50_000, 500_000]) {
    const text = `${header}${row}${"x".repeat(length)}\n${row.repeat(50)}`;
    assertEquals(await scanBlocks(text, 1000, 2), scan(text));
    await withFolder(async (folder) => {
      const path = join(folder, "logs.csv");
      await Deno.writeTextFile(path, text);
      const { blocks } = inOneGo(blocksOf(jobOf(path, text, 1000)));
      const without = blocks.filter(({ began }) => began === undefined);
      assertGreater(without.length, length / 1000 - 10);
      assertEquals(without.filter(({ block, ended }) => ended > (block + 1) * 1000 + 10_000), []);
    });
  }
});

/** The blocks of a file, for a thread. */
const jobOf = (path: string, text: string, block_bytes: number): BlockJob => ({
  path,
  format: shopLog,
  shape,
  module: scanModule(),
  header: { timestamp: 0, user: 1, product: 2, event: 3, fields: 4 },
  start: header.length,
  size: text.length,
  block_bytes,
  next: new Int32Array(new SharedArrayBuffer(4)),
});

Deno.test("scanParallel shares the work among threads", async () => {
  const text = header + `${time},1,prod_001,view\n${time},2,prod_002,buy\n`.repeat(20_000) +
    "no row\n";
  for (const threads of [2, 4]) assertEquals(await scanBlocks(text, 10_000, threads), scan(text));
});

Deno.test("scanParallel knows how many lines cannot be used when it is not asked for all of them", async () => {
  const text = header + `${time},1,prod_001,look\n`.repeat(2000) + `${time},1,prod_009,view\n`;
  const counts = await scanBlocks(text, 5000, 2, 3);
  assertEquals(counts?.rejects.map(({ line }) => line), [2, 3, 4]);
  assertEquals(counts?.rejected, scan(text).rejected);
});

Deno.test("a thread of scanParallel counts every block if no other does", async () => {
  await withFolder(async (folder) => {
    const path = join(folder, "logs.csv");
    const text = header + `${time},1,prod_001,view\n${time},2,prod_002,buy\n`.repeat(5000);
    await Deno.writeTextFile(path, text);
    const job = jobOf(path, text, 10_000);
    const worker = new Worker(
      new URL("../../../lib/trends/scan/scan_worker.ts", import.meta.url).href,
      { type: "module" },
    );
    const said = await new Promise<WorkerReport>((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = (event) => reject(new Error(event.message));
      worker.postMessage(job);
    });
    worker.terminate();
    assert(said.kind === "done");
    assertEquals(said.report.blocks.length, blockCount(job));
    assertEquals(said.report.counts, withoutRejects(scan(text)));
  });
});

Deno.test("scanParallel refuses a log without a header", async () => {
  await assertRejects(() => scanBlocks(`${time},1,prod_001,view\n`, 100), SyntaxError, "line 1");
  assertEquals(await scanBlocks("", 100), undefined); // the one scan that follows says it
});
