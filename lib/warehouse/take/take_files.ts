/** The raw files, taken from where the user has them. */
import { basename, join } from "node:path";
import { FileError, UsageError } from "../../base/errors.ts";
import { olistFiles, type OlistName, olistNames, translationFile } from "../olist.ts";
import type { RawFiles } from "../place.ts";
import { lookAtFile } from "./look_at_file.ts";
import { unzip } from "./unzip.ts";

/** What was taken. */
export interface Taken {
  readonly files: RawFiles;
  /** Where the categories in English are, if they are there. */
  readonly translation?: string;
}

/** Endings of a file's name under which it is looked for. */
const endings = ["", ".gz"];

/**
 * Finds the seven files and looks at the beginning of each.
 *
 * @param data a folder that holds them, plain or packed by gzip, or the zip as Kaggle gives it, which is
 *   unpacked into `raw`
 * @throws {UsageError} if there is nothing at `data`
 * @throws {FileError} if files are missing (all are named), or one cannot be used
 */
export async function takeFiles(data: string, raw: string): Promise<Taken> {
  const folder = await isFolder(data) ? data : await unpacked(data, raw);
  const found = new Map<OlistName, string>();
  for (const name of olistNames) {
    const path = await firstThere(endings.map((ending) => fileIn(folder, name) + ending));
    if (path) found.set(name, path);
  }
  const missing = olistNames.filter((name) => !found.has(name));
  if (missing.length > 0) {
    const names = missing.map((name) => olistFiles[name].fileName).join(", ");
    throw new FileError(`Cannot take the files in ${data}: there is no ${names}`);
  }
  const files = await Promise.all(
    [...found].map(async ([name, path]) => [name, await lookAtFile(name, path)]),
  );
  const translation = await firstThere([join(folder, translationFile.fileName)]);
  return {
    files: Object.fromEntries(files) as RawFiles,
    ...(translation && { translation }),
  };
}

/** Where a file is in a folder. */
export const fileIn = (folder: string, name: OlistName): string =>
  join(folder, olistFiles[name].fileName);

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isDirectory;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      throw new UsageError(
        `Cannot take Olist's files from ${path}: no such file or folder. Give the folder with the ` +
          "seven CSV files, or the zip",
      );
    }
    throw FileError.from(`Cannot take Olist's files from ${path}`, error);
  }
}

/** Unpacks a zip's files that are ours, whatever folder they lie in there. */
async function unpacked(zip: string, raw: string): Promise<string> {
  const wanted = new Set<string>([
    ...olistNames.map((name) => olistFiles[name].fileName),
    translationFile.fileName,
  ]);
  await unzip(zip, raw, (name) => wanted.has(basename(name)) ? basename(name) : undefined);
  return raw;
}

async function firstThere(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) {
    if (await Deno.stat(path).then(({ isFile }) => isFile, () => false)) return path;
  }
  return undefined;
}
