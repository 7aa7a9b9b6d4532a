/** Ends processes that are not ours to wait for: other commands have started them. */
import { isAlive } from "../base/is_alive.ts";
import { pause } from "../base/pause.ts";

/** How long the system may take to end what was killed. */
const killTimeout_ms = 20_000;

/**
 * Asks a process to end, and kills it if it does not.
 *
 * @param ask what makes it end by itself
 * @param timeout_ms how long it may take for that
 */
export async function stopProcess(
  pid: number,
  ask: () => Promise<void>,
  timeout_ms: number,
): Promise<void> {
  await ask();
  if (await waitForExit(pid, timeout_ms)) return;
  killProcess(pid);
  await waitForExit(pid, killTimeout_ms);
}

/** Ends a process at once, as a crash does; one that has ended already is none the worse. */
export function killProcess(pid: number): void {
  try {
    Deno.kill(pid, "SIGKILL");
  } catch {
    // It has ended.
  }
}

/** Waits until the process is gone, or for `timeout_ms`; says whether it is. */
export async function waitForExit(
  pid: number,
  timeout_ms: number,
): Promise<boolean> {
  const deadline = performance.now() + timeout_ms;
  while (isAlive(pid)) {
    if (performance.now() > deadline) return false;
    await pause(50);
  }
  return true;
}
