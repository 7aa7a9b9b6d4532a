/** A log read in the plainest way, for a recount. */
import { parse } from "csv-parse";
import { Readable } from "node:stream";
import { FileError } from "../../base/errors.ts";

/**
 * The rows of a log by the names of its columns, read in the plainest way: the rubric trusts no
 * code that made what it checks.
 *
 * @throws {FileError} if the file cannot be read
 */
export async function* readLog(path: string): AsyncGenerator<Readonly<Record<string, string>>> {
  const unreadable = (error: unknown) => FileError.from(`Cannot read ${path}`, error);
  const file = await Deno.open(path).catch((error) => {
    throw unreadable(error);
  });
  try {
    yield* Readable.fromWeb(file.readable)
      .compose(parse({ columns: true, bom: true, relax_column_count: true, relax_quotes: true }));
  } catch (error) {
    throw unreadable(error);
  }
}
