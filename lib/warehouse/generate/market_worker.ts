/** One thread that makes markets: takes jobs, hands over files, and is ended by who started it. */
/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />
import { type MadeMarket, makeFiles, type MarketJob } from "./market_job.ts";

/** What a worker says. */
export type MarketReport =
  | { readonly kind: "made"; readonly made: MadeMarket }
  | { readonly kind: "failed"; readonly message: string };

self.onmessage = ({ data }: MessageEvent<MarketJob>) => {
  try {
    const made = makeFiles(data);
    const buffers = Object.values(made.files).flatMap((pieces) =>
      pieces.map(({ buffer }) => buffer)
    );
    self.postMessage({ kind: "made", made } satisfies MarketReport, buffers);
  } catch (error) {
    self.postMessage({ kind: "failed", message: String(error) } satisfies MarketReport);
  }
};
