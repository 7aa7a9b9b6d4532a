/** The master of a Spark cluster. */
import { DzError, UsageError } from "../base/errors.ts";

const connectTimeout_ms = 3000;

const masters =
  /^(local(\[(\*|\d+)(,\d+)?\])?|local-cluster\[\d+,\d+,\d+\]|yarn|k8s:\/\/.+|spark:\/\/.+)$/;

/** Whether Spark runs on this machine alone, so that nobody else has to reach it. */
export function isLoopback(master: string): boolean {
  const addresses = addressesOf(master);
  if (!addresses) return /^local(-cluster)?(\[|$)/.test(master);
  return addresses.every((address) => /^(127\.[\d.]+|localhost|\[::1\])(:|$)/.test(address));
}

/** @throws {UsageError} if a master cannot be meant */
export function requireMaster(master: string): void {
  if (masters.test(master)) return;
  throw new UsageError(
    `Cannot run Spark on --master ${master}: expected local[*], spark://host:7077, yarn or k8s://…`,
  );
}

/**
 * Makes sure that a standalone master answers: Spark itself tries for a minute, and then says
 * something else.
 *
 * @throws {DzError} if it does not
 */
export async function requireAnswer(master: string): Promise<void> {
  const addresses = addressesOf(master);
  if (!addresses) return;
  const answers = await Promise.all(addresses.map(doesAnswer));
  if (answers.includes(true)) return;
  throw new DzError(
    `Cannot reach the Spark master at ${master}: nothing answers there. ` +
      "Is it running? Its own page shows the address that it listens on",
  );
}

/** Of a standalone master, of which there may be several. */
const addressesOf = (master: string) => /^spark:\/\/(.+)$/.exec(master)?.[1]?.split(",");

async function doesAnswer(address: string): Promise<boolean> {
  try {
    const { hostname, port } = new URL(`http://${address}`);
    const connection = await Deno.connect({
      hostname: hostname.replace(/^\[|\]$/g, ""),
      port: Number(port || 7077),
      signal: AbortSignal.timeout(connectTimeout_ms),
    });
    connection.close();
    return true;
  } catch {
    return false;
  }
}
