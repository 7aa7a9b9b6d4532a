/** Refuses to write simulated logs over those of somebody else. */
import { join } from "node:path";
import { DzError } from "../../base/errors.ts";
import { columnsOf, shopLog, webTraffic } from "../../log_format.ts";

/** How our logs begin: with this header, and with a row of one of our products. */
const beginnings: Readonly<Record<string, RegExp>> = {
  "logs.csv": new RegExp(`^${columnsOf(shopLog)}\\r?\\n(?:[^,\\n]+,[^,\\n]+,prod_\\d{3,},|$)`),
  "web_traffic.csv": new RegExp(`^${columnsOf(webTraffic)}\\r?\\n`),
};

const head_bytes = 512;

/** The logs of a folder are not the simulator's. */
export class ForeignLogError extends DzError {}

/**
 * Makes sure that the logs in a folder, if there are any, look like ours, so that whoever has put a log of a real
 * shop there does not lose it. The header and the first row tell.
 *
 * @throws {ForeignLogError} if one does not
 */
export async function requireOurLogs(dir: string): Promise<void> {
  for (const [name, ours] of Object.entries(beginnings)) {
    const path = join(dir, name);
    const head = await headOf(path);
    if (head === "" || ours.test(head)) continue;
    throw new ForeignLogError(
      `Cannot replace ${path}: the simulator did not write it. Move it elsewhere, or add --replace ` +
        "(in code, replace: true): it is then gone",
    );
  }
}

/** The beginning of a file; nothing if there is none, or it cannot be read: who replaces it says why. */
async function headOf(path: string): Promise<string> {
  try {
    using file = await Deno.open(path);
    const bytes = new Uint8Array(head_bytes);
    const read = await file.read(bytes) ?? 0;
    return new TextDecoder().decode(bytes.subarray(0, read));
  } catch {
    return "";
  }
}
