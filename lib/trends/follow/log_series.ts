/** The files that a link leads to one after the other, such as one a day, as their paths tell. */
import { join, sep } from "node:path";
import { FileError } from "../../base/errors.ts";
import { packedEnding } from "../../base/input/input_form.ts";

/**
 * The files between two others of one series, whose paths differ in their digits only: between
 * `2025/11/30.csv` and `2025/12/02.csv` there is `2025/12/01.csv`, compressed or not.
 *
 * @param first an absolute path; the file need not be there
 * @param last an absolute path
 * @returns the paths in their order; none if the two are not of one series
 * @throws {FileError} if a folder cannot be read
 */
export async function filesBetween(first: string, last: string): Promise<string[]> {
  const from = unpackedName(first).split(sep), to = unpackedName(last).split(sep);
  const depth = from.findIndex((part, index) => part !== to[index]);
  if (depth < 0 || shapeOf(from.join(sep)) !== shapeOf(to.join(sep))) return [];
  let folders = [from.slice(0, depth).join(sep) + sep];
  for (let at = depth; at < to.length; at++) {
    const isLast = at === to.length - 1;
    const [least, most] = [from, to].map((parts) => parts.slice(0, at + 1).join(sep)) as [
      string,
      string,
    ];
    const paths = await Promise.all(folders.map((folder) => pathsIn(folder, isLast)));
    folders = paths.flat().filter((path) => {
      const name = isLast ? unpackedName(path) : path;
      if (shapeOf(name) !== shapeOf(most)) return false;
      const after = byNumber(least, name), before = byNumber(name, most);
      return isLast ? after < 0 && before < 0 : after <= 0 && before <= 0;
    });
  }
  return folders.sort(byNumber);
}

const unpackedName = (path: string) => path.replace(packedEnding, "");

const shapeOf = (path: string) => path.replace(/\d+/g, "#");

const byNumber = new Intl.Collator("en", { numeric: true }).compare;

async function pathsIn(folder: string, isLast: boolean): Promise<string[]> {
  try {
    const entries = await Array.fromAsync(Deno.readDir(folder));
    return entries.filter(({ isDirectory }) => isDirectory !== isLast)
      .map(({ name }) => join(folder, name));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return []; // gone in this moment
    throw FileError.from(`Cannot read the folder ${folder}`, error);
  }
}
