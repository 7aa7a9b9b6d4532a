/** Loopback ports for servers, and which of us may take which. */
import { pause } from "../base/pause.ts";
import { PortTakenError } from "./port_taken_error.ts";

/** The ephemeral range of most systems begins here; ports in it may be taken at any moment. */
const ephemeralFrom = 32768;

/** So often a server that finds its ports taken gets others. */
const mostAttempts = 10;

/**
 * A port is claimed by listening on it at another address of this machine's own. The claim ends with the
 * process that has it, holds for all users, and reaches exactly as far as the port does. macOS has but one
 * loopback address of version 4.
 */
const claimAddress = Deno.build.os === "darwin" ? "::1" : "127.0.0.2";

/** Ports that no other starter of ours chooses for as long as they are claimed. */
export interface ClaimedPorts extends Disposable {
  readonly ports: readonly number[];
}

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
 * Starts what listens on `count` loopback ports in a row. Nobody else of us chooses the same ones before it
 * listens, and if another program is quicker it gets others.
 *
 * @param first where to look for them
 * @param start ends when what it starts listens; if a port was taken, with a {@linkcode PortTakenError}, and
 * then nothing of it runs any more
 * @returns what `start` returns
 * @throws {RangeError} if there are none below the ephemeral range
 */
export async function onFreePorts<T>(
  count: number,
  first: number,
  start: (ports: readonly number[]) => Promise<T>,
): Promise<T> {
  let from = first;
  for (let attempt = 1;; attempt++) {
    using claimed = claimFree(count, from);
    try {
      return await start(claimed.ports);
    } catch (error) {
      if (!(error instanceof PortTakenError) || attempt === mostAttempts) throw error;
      from = (claimed.ports[0] ?? from) + count;
    }
  }
}

/** Claims these ports, all or none: `undefined` if a program listens on one, or another of us claims it. */
export function claimPorts(ports: readonly number[]): ClaimedPorts | undefined {
  using claims = new DisposableStack();
  for (const port of ports) {
    const claim = claimOf(port);
    if (!claim) return undefined;
    claims.use(claim);
    if (!isFree(port)) return undefined;
  }
  const kept = claims.move();
  return { ports, [Symbol.dispose]: () => kept.dispose() };
}

/**
 * `count` free loopback ports in a row that nobody of us claims now. Who starts a server there and is not alone
 * on the machine takes {@linkcode onFreePorts}.
 *
 * @param first where to begin
 * @throws {RangeError} if there are none below the ephemeral range
 */
export function freePorts(count: number, first: number): readonly number[] {
  using claimed = claimFree(count, first);
  return claimed.ports;
}

/** Waits until nothing listens: a process that counts as dead may keep its port for some ms more. */
export async function waitUntilFree(port: number, timeout_ms: number): Promise<void> {
  const deadline = performance.now() + timeout_ms;
  while (!isFree(port) && performance.now() < deadline) await pause(10);
}

function claimFree(count: number, first: number): ClaimedPorts {
  for (let start = first; start + count <= ephemeralFrom; start += count) {
    const claimed = claimPorts(Array.from({ length: count }, (_, i) => start + i));
    if (claimed) return claimed;
  }
  throw new RangeError(`Cannot find ${count} free ports from ${first} to ${ephemeralFrom}`);
}

function claimOf(port: number): Disposable | undefined {
  try {
    const listener = Deno.listen({ hostname: claimAddress, port });
    return { [Symbol.dispose]: () => listener.close() };
  } catch (error) {
    // On a machine without that address nothing can be claimed: then the quicker one has the port.
    return error instanceof Deno.errors.AddrInUse ? undefined : { [Symbol.dispose]: () => {} };
  }
}
