import { dirname } from "node:path";
import { FileError } from "./errors.ts";

/**
 * Replaces files whole: `write` fills temporary files, named like the targets with `.tmp` after, which
 * take the targets' places when all are complete.
 *
 * Whatever happens before leaves the old files. Temporary files are removed when `write` fails and
 * overwritten by the next run when the process was killed.
 *
 * @returns what `write` returns
 * @throws {FileError} if a file cannot be written or replaced
 */
export async function replaceFiles<T>(
  paths: readonly string[],
  write: (files: Deno.FsFile[]) => Promise<T>,
): Promise<T> {
  const files: Deno.FsFile[] = [];
  try {
    for (const path of paths) files.push(await attempt(path, () => Deno.create(temporary(path))));
    const result = await write(files);
    close(files);
    for (const path of paths) await attempt(path, () => Deno.rename(temporary(path), path));
    return result;
  } catch (error) {
    close(files);
    await Promise.allSettled(paths.map((path) => Deno.remove(temporary(path))));
    throw error;
  }
}

/**
 * Writes a text file whole or not at all, in a folder that is made if it is missing.
 *
 * @throws {FileError} if it cannot be written
 */
export async function writeFileWhole(path: string, text: string): Promise<void> {
  await attempt(path, async () => {
    await Deno.mkdir(dirname(path), { recursive: true });
    await Deno.writeTextFile(temporary(path), text);
    await Deno.rename(temporary(path), path);
  });
}

/** Runs `action`; what it throws becomes a `FileError` about `path`. */
export async function attempt<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw FileError.from(`Cannot write ${path}`, error);
  }
}

function temporary(path: string): string {
  return `${path}.tmp`;
}

function close(files: Deno.FsFile[]): void {
  for (const file of files.splice(0)) file.close();
}
