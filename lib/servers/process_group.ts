/** Groups of processes: what is started `detached` leads one, and what it starts is in it unless it leaves. */
import { isAlive } from "../base/is_alive.ts";
import { pause } from "../base/pause.ts";
import { descendantsOf } from "./descendants.ts";

/**
 * Ends a group, and what descends from its leader in groups of its own: asks all of the group to end, and kills
 * what has not.
 *
 * @param leader its process id; not on Windows, which has no groups
 */
export async function endGroup(leader: number, grace_ms: number): Promise<void> {
  const all = [leader, ...await descendantsOf(leader)];
  send(-leader, "SIGTERM");
  const deadline = performance.now() + grace_ms;
  while (all.some(isAlive) && performance.now() < deadline) await pause(50);
  send(-leader, "SIGKILL");
  for (const pid of all.filter(isAlive)) send(pid, "SIGKILL");
}

function send(pid: number, signal: Deno.Signal): void {
  try {
    Deno.kill(pid, signal);
  } catch {
    // It has ended.
  }
}
