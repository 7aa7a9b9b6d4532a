/** Progress of what `recs` and `evaluate` do, on a terminal. */
import { steerTerminal } from "../../lib/base/print.ts";
import { readInteractions } from "../../lib/recommend/data/read_interactions.ts";
import type { EngineOptions, Observations } from "../../lib/recommend/engine/mod.ts";
import { progress } from "./cli.ts";

/** Reads a file of interactions, and shows how far it is. */
export async function readShowing(path: string): Promise<Observations<string>> {
  const { size } = await Deno.stat(path).catch(() => ({ size: 0 }));
  if (size === 0) { // such as a pipe
    return await showingSteps((begin) => {
      begin("reading");
      return readInteractions(path);
    });
  }
  const reading = progress("bytes", size);
  try {
    return await readInteractions(path, (bytes) => reading.update(bytes));
  } finally {
    reading.end();
  }
}

/** The options of a training that shows how far it is, unless it tells the loss of each iteration. */
export function showingTraining<Options extends EngineOptions>(options: Options): Options {
  if (options.onIteration) return options;
  const { iterations } = options;
  const training = progress("iterations", iterations);
  training.update(0);
  return {
    ...options,
    onProgress(iteration) {
      training.update(iteration);
      if (iteration === iterations) training.end();
    },
  };
}

/** Shows what is done now, for as long as `work` takes. */
export async function showingSteps<Result>(
  work: (begin: (step: string) => void) => Result | Promise<Result>,
): Promise<Result> {
  const write = (text: string) => steerTerminal(`\r\x1b[K${text}`);
  try {
    return await work(write);
  } finally {
    write("");
  }
}
