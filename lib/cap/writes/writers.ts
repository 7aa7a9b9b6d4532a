/** Several writers at work at once, until they are stopped. */
import type { Write } from "./ledger.ts";
import type { OrderWriter } from "./order_writer.ts";
import { pause } from "../../base/pause.ts";

/** Writers at work. Disposing of them stops them, too, and says nothing of what they ran into. */
export interface Writers extends AsyncDisposable {
  /** Their writes that have ended. Throws if one met an error that is not MongoDB's. */
  writes(): readonly Write[];
  /** Lets each end its last write. Rejects if one met an error that is not MongoDB's. */
  stop(): Promise<void>;
}

/**
 * Lets some write one order after the other, all into the book of `writer`, until they are stopped.
 *
 * @param count how many write at the same time
 * @param pause_ms between a writer's orders
 */
export function startWriters(
  writer: OrderWriter,
  { count, pause_ms }: { readonly count: number; readonly pause_ms: number },
): Writers {
  let stopped = false;
  let defect: { readonly error: unknown } | undefined;
  const work = async () => {
    while (!stopped) {
      await writer.write();
      await pause(pause_ms);
    }
  };
  const working = Promise.all(Array.from({ length: count }, work)).then(
    () => {},
    (error) => {
      stopped = true;
      defect = { error };
    },
  );
  const stop = () => {
    stopped = true;
    return working;
  };
  const check = () => {
    if (defect) throw defect.error;
  };
  return {
    writes() {
      check();
      return writer.writes;
    },
    async stop() {
      await stop();
      check();
    },
    [Symbol.asyncDispose]: stop,
  };
}
