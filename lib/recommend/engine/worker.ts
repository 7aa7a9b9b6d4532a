/** One thread of the engine: takes one job, reports, and is ended by who started it. */
/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />
import type { Job, Report } from "./jobs.ts";
import { rank } from "./ranking.ts";
import { Stopped, ThreadedTeam } from "./team.ts";
import { SingularError, train } from "./training.ts";
import { view } from "./layout.ts";
import { instantiate, wasmKernel } from "./wasm_kernel.ts";

const tell = (report: Report) => self.postMessage(report);

self.onmessage = ({ data }: MessageEvent<Job>) => {
  try {
    perform(data);
    tell({ kind: "done" });
  } catch (error) {
    if (error instanceof Stopped) return;
    tell(
      error instanceof SingularError
        ? { kind: "singular", side: error.side, row: error.row }
        : { kind: "failed", message: String(error) },
    );
  }
};

function perform({ module, memory, thread, threads, work }: Job): void {
  const { buffer } = memory;
  const team = new ThreadedTeam(thread, threads, view(buffer, work.plan.control));
  if (work.kind === "rank") {
    rank(instantiate(module, memory), buffer, work.plan, team);
    return;
  }
  for (const { iteration, loss } of train(wasmKernel(module, memory), buffer, work.plan, team)) {
    if (thread === 0) tell({ kind: "iteration", iteration, loss });
  }
}
