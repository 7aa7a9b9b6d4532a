/** Loopback ports for servers. */
import { pause } from "../base/pause.ts";

/** The ephemeral range of most systems begins here; ports in it may be taken at any moment. */
const ephemeralFrom = 32768;

/** Whether nothing listens on the loopback port. */
export function isFree(port: number): boolean {
  try {
    Deno.listen({ hostname: "127.0.0.1", port }).close();
    return true;
  } catch {
    return false;
  }
}

/** Whether something accepts connections on the loopback port. */
export async function accepts(port: number): Promise<boolean> {
  try {
    (await Deno.connect({ hostname: "127.0.0.1", port })).close();
    return true;
  } catch {
    return false;
  }
}

/**
 * A block of `count` free loopback ports in a row.
 *
 * @param first where to begin; two callers at the same time had better begin apart
 * @throws {RangeError} if there are none below the ephemeral range
 */
export function freePorts(count: number, first: number): number[] {
  for (let start = first; start + count <= ephemeralFrom; start += count) {
    const ports = Array.from({ length: count }, (_, i) => start + i);
    if (ports.every(isFree)) return ports;
  }
  throw new RangeError(`Cannot find ${count} free ports from ${first} to ${ephemeralFrom}`);
}

/** Waits until nothing listens: a process that counts as dead may keep its port for some ms more. */
export async function waitUntilFree(port: number, timeout_ms: number): Promise<void> {
  const deadline = performance.now() + timeout_ms;
  while (!isFree(port) && performance.now() < deadline) await pause(10);
}
