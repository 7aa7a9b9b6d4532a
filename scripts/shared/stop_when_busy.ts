/** Ctrl-C is heeded also while the main thread computes: a second thread listens as well. */
import { onTemporaries } from "../../lib/base/files/temporary_files.ts";

/**
 * Starts the thread that listens, and resolves when it does. The main thread hears of a signal only when
 * it has nothing to do; if it has not ended the process soon after one, the other does.
 */
export async function stopWhenBusy(): Promise<void> {
  const listener = new Worker(new URL("./listen_for_stop.ts", import.meta.url), {
    type: "module",
    name: "listens for Ctrl-C",
  });
  await new Promise<void>((resolve, reject) => {
    listener.onmessage = () => resolve();
    listener.onerror = (event) => {
      event.preventDefault();
      reject(new Error(`Nobody listens for Ctrl-C: ${event.message}`));
    };
  });
  onTemporaries((files) => listener.postMessage(files));
}
