/** Markets made by several threads, handed over in their order. */
import { type MadeMarket, makeFiles, type MarketJob } from "./market_job.ts";
import type { MarketReport } from "./market_worker.ts";

/**
 * Makes the markets. No thread begins another before its last one was its turn and was taken, so that
 * no more than one for each thread is in memory.
 */
export async function* madeMarkets(
  jobs: readonly MarketJob[],
  threads: number,
): AsyncGenerator<MadeMarket> {
  const count = Math.min(threads, jobs.length);
  if (count < 2) {
    for (const job of jobs) yield makeFiles(job);
    return;
  }
  const workers = Array.from(
    { length: count },
    () => new Worker(new URL("./market_worker.ts", import.meta.url).href, { type: "module" }),
  );
  try {
    const made = workers.map((worker, i) => ask(worker, jobs[i]));
    for (let index = 0; index < jobs.length; index++) {
      const at = index % count;
      const market = await made[at];
      const worker = workers[at];
      if (worker) made[at] = ask(worker, jobs[index + count]);
      if (market) yield market;
    }
  } finally {
    for (const worker of workers) worker.terminate();
  }
}

function ask(worker: Worker, job: MarketJob | undefined): Promise<MadeMarket | undefined> {
  if (!job) return Promise.resolve(undefined);
  const { promise, resolve, reject } = Promise.withResolvers<MadeMarket>();
  promise.catch(() => {}); // handled when it is its turn
  worker.onerror = (event) => {
    event.preventDefault();
    reject(new Error(event.message));
  };
  worker.onmessage = ({ data }: MessageEvent<MarketReport>) =>
    data.kind === "made" ? resolve(data.made) : reject(new Error(data.message));
  worker.postMessage(job);
  return promise;
}
