/** Ctrl-C is heeded also while the main thread computes: a second thread listens as well. */
import { onTemporaries } from "../../lib/base/files/temporary_files.ts";

let listener: Worker | undefined;

/** Has that thread wait, since the main thread has heard and cleans up. */
export const tellHeard = (): void => listener?.postMessage("heard");

/**
 * Starts the thread that listens, and resolves when it does. The main thread hears of a signal only when
 * it has nothing to do; if it has not ended the process soon after one, the other does.
 */
export async function stopWhenBusy(): Promise<void> {
  const thread = new Worker(new URL("./listen_for_stop.ts", import.meta.url), {
    type: "module",
    name: "listens for Ctrl-C",
  });
  await new Promise<void>((resolve, reject) => {
    thread.onmessage = () => resolve();
    thread.onerror = (event) => {
      event.preventDefault();
      reject(new Error(`Nobody listens for Ctrl-C: ${event.message}`));
    };
  });
  listener = thread;
  onTemporaries((files) => thread.postMessage(files));
}
