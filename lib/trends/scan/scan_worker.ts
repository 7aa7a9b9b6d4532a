/** One thread that counts blocks of a log: takes one job, reports, and is ended by who started it. */
/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />
import { inOneGo } from "../../base/steps.ts";
import { type BlockJob, type BlocksReport, scanBlocks } from "./scan_blocks.ts";

/** What a worker says. */
export type WorkerReport =
  | { readonly kind: "done"; readonly report: BlocksReport }
  | { readonly kind: "failed"; readonly message: string };

const tell = (report: WorkerReport) => self.postMessage(report);

self.onmessage = ({ data }: MessageEvent<BlockJob>) => {
  try {
    const report = inOneGo(scanBlocks(data));
    self.postMessage({ kind: "done", report } satisfies WorkerReport, buffersOf(report));
  } catch (error) {
    tell({ kind: "failed", message: String(error) });
  }
};

/** What is handed over, and not copied. */
function buffersOf({ counts: { cube: { total, byHour, byCity } } }: BlocksReport) {
  const { hours, ends, cells, counts } = byHour ?? {};
  return [total, hours, ends, cells, counts, byCity?.cells].flatMap((array) => array?.buffer ?? []);
}
