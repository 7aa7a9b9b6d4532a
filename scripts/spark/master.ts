/** The master of a Spark cluster. */
import { DzError, UsageError } from "../../lib/errors.ts";

const connectTimeout_ms = 3000;

/** Whether Spark runs on this machine alone, so that nobody else has to reach it. */
export const isLoopback = (master: string): boolean =>
  /^local(\[.*\])?$|^local-cluster\[|^spark:\/\/(127\.|localhost\b|\[::1\])/.test(master);

/**
 * Makes sure that a master can be meant, and that a standalone one answers: Spark itself tries for a
 * minute, and then says something else.
 *
 * @throws {UsageError} if it is no master
 * @throws {DzError} if it does not answer
 */
export async function checkMaster(master: string): Promise<void> {
  if (
    !/^(local(\[(\*|\d+)(,\d+)?\])?|local-cluster\[.+\]|yarn|k8s:\/\/.+|spark:\/\/.+)$/.test(master)
  ) {
    throw new UsageError(
      `Cannot run Spark on --master ${master}: expected local[*], spark://host:7077, yarn or k8s://…`,
    );
  }
  const addresses = /^spark:\/\/(.+)$/.exec(master)?.[1]?.split(",") ?? [];
  if (addresses.length === 0) return;
  const answers = await Promise.all(addresses.map(doesAnswer));
  if (answers.includes(true)) return;
  throw new DzError(
    `Cannot reach the Spark master at ${master}: nothing answers there. ` +
      "Is it running? Its own page shows the address that it listens on",
  );
}

async function doesAnswer(address: string): Promise<boolean> {
  const { hostname, port } = new URL(`http://${address}`);
  const connecting = Deno.connect({
    hostname: hostname.replace(/^\[|\]$/g, ""),
    port: Number(port || 7077),
  });
  const timeout = Promise.withResolvers<undefined>();
  const timer = setTimeout(timeout.resolve, connectTimeout_ms);
  try {
    const connection = await Promise.race([connecting, timeout.promise]);
    connection?.close();
    if (!connection) connecting.then((late) => late.close(), () => {});
    return connection !== undefined;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
