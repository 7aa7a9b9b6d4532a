/** A job run by several workers, and what happens if one dies. */
import type { Job, Report } from "./jobs.ts";
import { view } from "./layout.ts";
import { heartbeatOf, stopTeam } from "./team.ts";
import { SingularError } from "./training.ts";

/** A worker died or reported a failure of its own. */
export class WorkerError extends Error {
  override readonly name = "WorkerError";
}

/** How the workers are run. */
export interface WorkerOptions {
  readonly threads: number;
  /** The module of a worker. Default: `worker.ts`. */
  readonly worker?: URL | undefined;
  /** After how long without progress the workers count as dead. Default: a minute. */
  readonly stall_ms?: number | undefined;
  readonly onIteration?: (iteration: number, loss: number | undefined) => void;
}

/**
 * Runs a job on several workers until all are done, and ends them, whatever happens.
 *
 * @throws {WorkerError} if one of them fails, dies or stands still
 * @throws {SingularError} if the training meets equations without a safe solution
 */
export async function runWorkers(
  job: Omit<Job, "thread" | "threads">,
  options: WorkerOptions,
): Promise<void> {
  const { threads, stall_ms = 60_000, onIteration } = options;
  const url = options.worker ?? new URL("./worker.ts", import.meta.url);
  const control = view(job.memory.buffer, job.work.plan.control);
  const workers: Worker[] = [];
  let watch: ReturnType<typeof setInterval> | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      let running = threads, last = -1;
      watch = setInterval(() => {
        const now = heartbeatOf(control);
        if (now === last) {
          reject(new WorkerError(`The workers stood still for ${stall_ms / 1000} s`));
        }
        last = now;
      }, stall_ms);
      for (let thread = 0; thread < threads; thread++) {
        const worker = new Worker(url.href, { type: "module", name: `engine ${thread}` });
        workers.push(worker);
        worker.onerror = (event) => {
          event.preventDefault();
          reject(new WorkerError(`Worker ${thread} of ${threads} died: ${event.message}`));
        };
        worker.onmessageerror = () =>
          reject(new WorkerError(`Worker ${thread} of ${threads} sent what cannot be read`));
        worker.onmessage = ({ data }: MessageEvent<Report>) => {
          try {
            if (data.kind === "done" && --running === 0) resolve();
            if (data.kind === "iteration") onIteration?.(data.iteration, data.loss);
            if (data.kind === "singular") reject(new SingularError(data.side, data.row));
            if (data.kind === "failed") {
              reject(new WorkerError(`Worker ${thread} of ${threads} failed: ${data.message}`));
            }
          } catch (error) {
            reject(error); // thrown by the caller's callback
          }
        };
        worker.postMessage({ ...job, thread, threads } satisfies Job);
      }
    });
  } finally {
    clearInterval(watch);
    stopTeam(control);
    for (const worker of workers) worker.terminate();
  }
}
