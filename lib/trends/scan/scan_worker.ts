/** One thread that counts blocks of a log: takes one job, reports, and is ended by who started it. */
/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />
import { type BlockJob, type BlocksReport, scanBlocks } from "./scan_blocks.ts";

/** What a worker says. */
export type WorkerReport =
  | { readonly kind: "done"; readonly report: BlocksReport }
  | { readonly kind: "failed"; readonly message: string };

const tell = (report: WorkerReport) => self.postMessage(report);

self.onmessage = ({ data }: MessageEvent<BlockJob>) => {
  try {
    const scan = scanBlocks(data);
    for (;;) {
      const step = scan.next();
      if (step.done) return tell({ kind: "done", report: step.value });
    }
  } catch (error) {
    tell({ kind: "failed", message: String(error) });
  }
};
