/** Which file is followed. */
import { UsageError } from "../../base/errors.ts";
import { inputName, isPackedName, isStandardInput } from "../../base/input/input_form.ts";
import { openInput } from "../../base/input/open_input.ts";

/**
 * The one log among those that the user named.
 *
 * @throws {UsageError} if it is not one file that can grow: a folder, a pipe, compressed, Parquet
 * @throws {FileError} if it is there and cannot be read
 */
export async function logToFollow(logs: readonly string[]): Promise<string> {
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
  const isPipe = isStandardInput(log) || (info !== undefined && !info.isFile);
  if (!isPipe && await canGrow(log, info !== undefined)) return log;
  throw new UsageError(
    `Cannot follow ${inputName(log)}: it must be a CSV file that is not compressed`,
  );
}

async function canGrow(log: string, isThere: boolean): Promise<boolean> {
  if (!isThere) return !isPackedName(log) && !/\.parquet$/i.test(log);
  using input = await openInput(log);
  return input.form === "csv";
}
