/** Where results go: a file, which is found out before the work that is to be written there. */
import { dirname, resolve } from "node:path";
import { FileError } from "../errors.ts";
import { refuseInput } from "./inputs.ts";

/** More links than anybody has; the system itself follows 40. */
const mostLinks = 40;

/**
 * The file that a path leads to, links followed, also to where nothing is yet: what is put in its place
 * leaves the link.
 *
 * @throws {FileError} if something is there that is no file. A pipe, or the system's /dev/null, would be
 *   gone once a file took its place
 * @throws {UsageError} if it is an input
 */
export function outputAt(path: string): string {
  refuseInput(path);
  let file = path;
  for (let links = 0; links < mostLinks; links++) {
    const info = lookAtLink(file, path);
    if (info === undefined || info.isFile) return file;
    if (!info.isSymlink) {
      const what = info.isDirectory ? "a folder" : "a pipe or a device";
      throw new FileError(`Cannot write ${path}: it is ${what}, not a file`);
    }
    file = resolve(dirname(file), Deno.readLinkSync(file));
  }
  throw new FileError(`Cannot write ${path}: its links lead in a circle`);
}

function lookAtLink(file: string, path: string): Deno.FileInfo | undefined {
  try {
    return Deno.lstatSync(file);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw FileError.from(`Cannot write ${path}`, error);
  }
}

/**
 * Makes sure, before long work, that a file can be written, in a folder that may be missing. Nothing is made.
 *
 * @throws {FileError} if it cannot
 * @throws {UsageError} if it is an input
 */
export function requireWritable(path: string): void {
  requireFolder(dirname(outputAt(path)), path);
}

/**
 * The same of a folder, for files in it.
 *
 * @throws {FileError} if none can be written
 */
export const requireWritableFolder = (folder: string) => requireFolder(folder, folder);

/** Tries the folder, or the nearest one that is there, in which it would be made. */
function requireFolder(folder: string, path: string): void {
  try {
    let nearest = resolve(folder);
    while (!isThere(nearest)) nearest = dirname(nearest);
    Deno.removeSync(Deno.makeTempFileSync({ dir: nearest, prefix: ".dzstore-" }));
  } catch (error) {
    throw FileError.from(`Cannot write ${path}`, error);
  }
}

function isThere(folder: string): boolean {
  try {
    if (Deno.statSync(folder).isDirectory) return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
  throw new Deno.errors.AlreadyExists();
}
