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

const utf16 = "it is written in UTF-16; save it as UTF-8";
const packedBy = (what: string, unpack: string) =>
  `it is compressed with ${what}; unpack it (${unpack}), or pack it with gzip`;

/** What some people have, by its first bytes, what it is, and what they can do. */
const refused: readonly (readonly [magic: RegExp, reason: string])[] = [
  [/^(fffe|feff)/, utf16],
  [/^(?!00)..00(?!00)..00|^00(?!00)..00(?!00)../, utf16], // letters of one byte, without the mark
  [/^28b52ffd/, packedBy("Zstandard", "zstd -dk")],
  [/^fd377a585a00/, packedBy("xz", "xz -dk")],
  [/^425a68/, packedBy("bzip2", "bunzip2 -k")],
  [/^04224d18/, packedBy("LZ4", "lz4 -dk")],
  [/^1f9d/, packedBy("compress", "uncompress -k")],
  [/^377abcaf271c/, packedBy("7-Zip", "7z x")],
  [/^504b(0304|0506|0708)/, "it is a zip or a spreadsheet; unpack it, or save it as CSV"],
  [/^d0cf11e0/, "it is a spreadsheet; save it as CSV"],
  [/^4f626a01/, "it is an Avro file; save it as Parquet or CSV"],
  [/^4152524f5731/, "it is an Arrow file; save it as Parquet or CSV"],
  [/^53514c697465/, "it is a database of SQLite; export the table as CSV"],
  [/^50415245/, "it is an encrypted Parquet file, which cannot be read"],
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
  const reason = refused.find(([magic]) => magic.test(found))?.[1];
  if (reason !== undefined) throw new SyntaxError(reason);
  return magics.find(([, magic]) => found.startsWith(magic))?.[0] ?? "csv";
}

/** How the names of compressed files end that are read. */
export const packedEnding = /\.gz$/i;

/** Whether a name says that a file is compressed, in whatever way. */
export const isPackedName = (name: string) => /\.(gz|zst|xz|bz2)$/i.test(name);

/** A path without what tells its form: `logs/2025` for `logs/2025.csv.gz`. */
export const stemOf = (path: string) => path.replace(/(\.csv)?\.gz$|\.csv$|\.parquet$/i, "");
