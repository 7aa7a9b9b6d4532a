/** An open file, read into a scanner. */
import type { LogScanner } from "./log_scanner.ts";

/** Reads so much beyond a limit at once, to see the end of the last record. */
const overlap_bytes = 4096;

/**
 * Lets a scanner count what an open file holds, from where the file stands to its end, or until the
 * scanner is done; yields now and then.
 *
 * @param limit as the scanner was told; no more than needed is read beyond
 * @param from where the file stands
 * @returns whether the end of the file was reached
 */
export function* readInto(
  scanner: LogScanner,
  file: Deno.FsFile,
  from: number,
  limit = Infinity,
): Generator<void, boolean> {
  for (let at = from; !scanner.isDone;) {
    const { space } = scanner;
    const wanted = Math.max(limit - at, overlap_bytes);
    const read = file.readSync(wanted < space.length ? space.subarray(0, wanted) : space);
    if (read === null) return true;
    at += read;
    scanner.take(read);
    yield;
  }
  return false;
}
