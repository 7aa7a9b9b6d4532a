/** What an input is kept in: told by its first bytes, and by its name only where nothing is read. */

/** What stands for standard input. */
const standardInput = "-";

/** Whether a path means standard input: `-`, or the name that the system has for it. */
export const isStandardInput = (path: string) =>
  path === standardInput || /^\/dev\/(stdin|fd\/0)$/.test(path);

/** What to call an input. */
export const inputName = (path: string) => isStandardInput(path) ? "standard input" : path;

/** What can be read. */
export type InputForm = "csv" | "gzip" | "parquet";

/** By so many bytes a form is known. */
export const magic_bytes = 6;

const magics: readonly (readonly [form: InputForm, magic: string])[] = [
  ["gzip", "1f8b"],
  ["parquet", "50415231"], // PAR1
];

/** What some people have, what it is, and what they can do. */
const refused: readonly (readonly [magic: string, reason: string])[] = [
  ["fffe", "it is written in UTF-16; save it as UTF-8"],
  ["feff", "it is written in UTF-16; save it as UTF-8"],
  ["28b52ffd", "it is compressed with Zstandard; unpack it (zstd -dk), or pack it with gzip"],
  ["fd377a585a00", "it is compressed with xz; unpack it (xz -dk), or pack it with gzip"],
  ["425a68", "it is compressed with bzip2; unpack it (bunzip2 -k), or pack it with gzip"],
  ["504b0304", "it is a zip or a spreadsheet; unpack it, or save it as CSV"],
  ["50415245", "it is an encrypted Parquet file, which cannot be read"],
];

/**
 * What an input is kept in, by its first bytes; whatever is nothing else is CSV.
 *
 * @param head its first {@link magic_bytes}, or all of it
 * @throws {SyntaxError} if it is something that cannot be read, with what to do
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(formOf(new TextEncoder().encode("PAR1")), "parquet");
 * assertEquals(formOf(new TextEncoder().encode("user,item\n")), "csv");
 * ```
 */
export function formOf(head: Uint8Array): InputForm {
  const found = head.subarray(0, magic_bytes).toHex();
  const reason = refused.find(([magic]) => found.startsWith(magic))?.[1];
  if (reason !== undefined) throw new SyntaxError(reason);
  return magics.find(([, magic]) => found.startsWith(magic))?.[0] ?? "csv";
}

/** How the names of compressed files end that are read. */
export const packedEnding = /\.gz$/i;

/** Whether a name says that a file is compressed, in whatever way. */
export const isPackedName = (name: string) => /\.(gz|zst|xz|bz2)$/i.test(name);

/** A path without what tells its form: `logs/2025` for `logs/2025.csv.gz`. */
export const stemOf = (path: string) => path.replace(/(\.csv)?\.gz$|\.csv$|\.parquet$/i, "");
