/** Which logs Spark's jobs can read. */
import { basename } from "node:path";
import { UsageError } from "../base/errors.ts";
import { inputName, isStandardInput } from "../base/input/input_form.ts";
import { lookAt } from "../base/input/look_at.ts";
import { openInput } from "../base/input/open_input.ts";

/**
 * Requires a log to be one that Spark reads: a file, CSV or gzip, and named so. Several readers share a
 * file, so a pipe will not do; and Spark goes by the name alone, and reads what it says wrongly in silence.
 *
 * @throws {FileError} if it is not there, or cannot be read
 * @throws {UsageError} if Spark does not read such, with what to do
 */
export async function requireLog(log: string): Promise<void> {
  const reason = await reasonAgainst(log);
  if (reason === undefined) return;
  throw new UsageError(`Cannot read ${inputName(log)} with Spark: ${reason}`);
}

async function reasonAgainst(log: string): Promise<string | undefined> {
  const isPipe = isStandardInput(log) || !isOneFile(await lookAt(log));
  if (isPipe) return "it is a pipe, which can be read only once. Name a file";
  if (/^[._]/.test(basename(log))) return "it overlooks names that begin with . or _. Rename it";
  using input = await openInput(log);
  const isNamedPacked = /\.(gz|bz2|zst|lz4|snappy|deflate)$/i.test(log);
  if (input.form === "parquet") return "it is Parquet. deno task logs --to csv converts it";
  if (input.form === "gzip" && !/\.gz$/i.test(log)) {
    return "it is compressed with gzip, which only a name in .gz tells. Rename it";
  }
  if (input.form === "csv" && isNamedPacked) {
    return "it is not compressed, as its name says. Rename it";
  }
}

/** Folders count: whoever opens one says what is wrong. */
const isOneFile = ({ isFile, isDirectory }: Deno.FileInfo) => isFile || isDirectory;
