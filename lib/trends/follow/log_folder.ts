/** The files beside a log, and which of them are rotated copies of it. */
import { basename, extname, join } from "node:path";
import { FileError } from "../../base/errors.ts";
import { fileId } from "../../base/files/file_id.ts";
import { isPackedName, packedEnding } from "../../base/input/input_form.ts";

/** A file beside a log. */
export interface Sibling {
  readonly name: string;
  readonly path: string;
  readonly id: string;
  readonly modified_ms: number;
}

/**
 * The files in some folders, and some others, each once.
 *
 * @throws {FileError} if a folder cannot be read
 */
export async function listFiles(
  folders: readonly string[],
  others: readonly string[],
): Promise<Sibling[]> {
  const inFolders = await Promise.all(folders.map(listFolder));
  const more = await Promise.all(others.map(statSibling));
  const all = [...inFolders.flat(), ...more.filter((sibling) => sibling !== undefined)];
  return [...new Map(all.map((sibling) => [sibling.path, sibling])).values()]
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function listFolder(folder: string): Promise<Sibling[]> {
  try {
    const names = await Array.fromAsync(Deno.readDir(folder));
    const files = names.filter(({ isDirectory, name }) => !isDirectory && !name.endsWith(".tmp"));
    const siblings = await Promise.all(files.map(({ name }) => statSibling(join(folder, name))));
    return siblings.filter((sibling) => sibling !== undefined);
  } catch (error) {
    throw FileError.from(`Cannot read the folder ${folder}`, error);
  }
}

async function statSibling(path: string): Promise<Sibling | undefined> {
  try {
    const info = await Deno.stat(path);
    if (!info.isFile) return undefined;
    return {
      name: basename(path),
      path,
      id: fileId(info),
      modified_ms: info.mtime?.getTime() ?? 0,
    };
  } catch (error) {
    // Gone in this moment, or a link that leads nowhere.
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.FilesystemLoop) {
      return undefined;
    }
    throw error;
  }
}

/** Whether the same files have the same names in both lists, however much they have grown. */
export function areSameFiles(a: readonly Sibling[], b: readonly Sibling[]): boolean {
  const names = (siblings: readonly Sibling[]) =>
    siblings.map(({ path, id }) => `${path}/${id}`).join("\n");
  return names(a) === names(b);
}

/**
 * Whether a file is named like a rotated copy of a log: with a number or a date behind the log's name
 * or before its ending, compressed or not.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * assert(isRotatedName("logs.csv.1", "data/logs.csv"));
 * assert(isRotatedName("logs-2026-11-21.csv.gz", "data/logs.csv"));
 * assert(!isRotatedName("logs.parquet", "data/logs.csv"));
 * ```
 */
export function isRotatedName(name: string, log: string): boolean {
  return rotation(name, log) !== undefined;
}

/** Whether a file is named like a rotated copy that is compressed in a way that is not read here. */
export function isUnreadCopy(name: string, log: string): boolean {
  return isPackedName(name) && !packedEnding.test(name) &&
    isRotatedName(name.slice(0, name.lastIndexOf(".")), log);
}

/** Which of two rotated copies is the older one, if their dates do not tell: negative if it is `a`. */
export function compareRotated(a: Sibling, b: Sibling, logs: readonly string[]): number {
  const ending = ({ name }: Sibling) =>
    logs.map((log) => rotation(name, log)).find((found) => found !== undefined) ?? name;
  const [x, y] = [ending(a), ending(b)];
  const areNumbers = [x, y].every((text) => /^\d{1,3}$/.test(text));
  if (areNumbers) return Number(y) - Number(x); // .2 is older than .1
  return x < y ? -1 : x > y ? 1 : 0; // dates
}

/** What the name has more than the log's: a number or a date. */
function rotation(name: string, log: string): string | undefined {
  const whole = basename(log), ending = extname(log);
  const stem = whole.slice(0, whole.length - ending.length);
  const unpacked = name.replace(packedEnding, "");
  const rest = unpacked.startsWith(whole)
    ? unpacked.slice(whole.length)
    : unpacked.startsWith(stem) && unpacked.endsWith(ending)
    ? unpacked.slice(stem.length, unpacked.length - ending.length)
    : "";
  return /^[-._]?(\d[-._:\dTZ]*)$/i.exec(rest)?.[1];
}
