/** Files that are replaced whole, or not at all. */
import { encoded } from "../text/encoded.ts";
import { dirname } from "node:path";
import { FileError } from "../errors.ts";
import { outputAt } from "./output.ts";
import { discard, putInPlace, temporaryName } from "./temporary_files.ts";
import { writeAll } from "./write_all.ts";

/** How files are made. */
export interface FileOptions {
  /** Who may read and write them, such as 0o600; absent: as the system is set. */
  readonly mode?: number;
}

/**
 * Replaces files whole: `write` fills temporary files beside the targets, which take the targets'
 * places when all are complete. Whatever happens before leaves the old files. Of two runs at once the
 * later one's files stay. A target that is a link stays one: the file that it leads to is replaced.
 *
 * @returns what `write` returns
 * @throws {FileError} if a file cannot be written or replaced, or is no file but a folder or a pipe
 */
export async function replaceFiles<T>(
  paths: readonly string[],
  write: (files: Deno.FsFile[]) => Promise<T>,
  { mode }: FileOptions = {},
): Promise<T> {
  const targets = paths.map(outputAt);
  const temporaries = targets.map(temporaryName);
  const files: Deno.FsFile[] = [];
  const options = { create: true, write: true, truncate: true, ...(mode && { mode }) };
  try {
    for (const [index, path] of paths.entries()) {
      files.push(await attempt(path, () => Deno.open(temporaries[index] ?? "", options)));
    }
    const result = await write(files);
    close(files);
    for (const [index, path] of paths.entries()) {
      await attempt(path, () => putInPlace(temporaries[index] ?? "", targets[index] ?? path));
    }
    return result;
  } catch (error) {
    close(files);
    for (const temporary of temporaries) discard(temporary);
    throw error;
  }
}

/**
 * Writes a text file whole or not at all, in a folder that is made if it is missing.
 *
 * @throws {FileError} if it cannot be written
 */
export async function writeFileWhole(
  path: string,
  text: string,
  options: FileOptions = {},
): Promise<void> {
  await attempt(path, () => Deno.mkdir(dirname(path), { recursive: true }));
  await replaceFiles([path], ([file]) =>
    attempt(path, async () => {
      if (!file) throw new TypeError(`Cannot write ${path}: no file is open`);
      await writeAll(file, encoded(text));
    }), options);
}

/** Runs `action`; what it throws becomes a `FileError` about `path`. */
export async function attempt<T>(path: string, action: () => T | Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw FileError.from(`Cannot write ${path}`, error);
  }
}

function close(files: Deno.FsFile[]): void {
  for (const file of files.splice(0)) file.close();
}
