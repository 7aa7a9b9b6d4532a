/** Ctrl-C is heeded also while the main thread computes: a second thread listens as well. */
import { onTemporaries } from "../../lib/base/files/temporary_files.ts";

let listener: Worker | undefined;

/** Has that thread wait, since the main thread has heard and cleans up. */
export const tellHeard = (): void => listener?.postMessage("heard");

/**
 * Starts the thread that listens. The main thread hears of a signal only when it has nothing to do; if it has
 * not ended the process soon after one, the other does. Nobody waits until it listens: it takes some 30 ms,
 * beside the main thread.
 */
export function stopWhenBusy(): void {
  const thread = listener = new Worker(new URL("./listen_for_stop.ts", import.meta.url), {
    type: "module",
    name: "listens for Ctrl-C",
  });
  onTemporaries((files) => thread.postMessage(files));
}
