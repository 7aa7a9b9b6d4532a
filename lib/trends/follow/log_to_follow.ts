/** Which file is followed. */
import { UsageError } from "../../base/errors.ts";

/**
 * The one log among those that the user named.
 *
 * @throws {UsageError} if it is not one file that can grow
 */
export function logToFollow(logs: readonly string[]): string {
  const [log = "", ...others] = logs;
  if (others.length > 0) {
    throw new UsageError(`Cannot follow ${logs.join(" and ")} at once: give --logs one file`);
  }
  let info;
  try {
    info = Deno.statSync(log);
  } catch {
    // It may not be there yet, and whoever reads it says why it cannot be.
  }
  if (info?.isDirectory) {
    throw new UsageError(`Cannot follow the folder ${log}: name the file in it that grows`);
  }
  if (!info && /[*?{[]/.test(log)) {
    throw new UsageError(`Cannot follow the pattern ${log}: name one file, the one that grows`);
  }
  return log;
}
