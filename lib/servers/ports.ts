/** Loopback ports for `mongod`. */

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

/**
 * `count` free loopback ports in a row.
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
