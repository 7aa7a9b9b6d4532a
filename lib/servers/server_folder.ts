/** The folder in which a server of ours keeps all that it has. */
import { FileError } from "../base/errors.ts";
import { withFileLock } from "../base/files/file_lock.ts";

/** Whether there is anything at a path. */
export const isThere = (path: string): Promise<boolean> =>
  Deno.stat(path).then(() => true, () => false);

/**
 * Runs `action` while no other process does so for the same folder, by whatever path it came there; makes
 * the folder if need be.
 *
 * @param what is kept in it, such as `the database`
 * @param action is given the folder's real path
 * @throws {FileError} if the folder cannot be made or locked
 */
export async function withServerFolder<T>(
  dir: string,
  what: string,
  action: (dir: string) => Promise<T>,
): Promise<T> {
  let isOurs = false;
  try {
    await Deno.mkdir(dir, { recursive: true, mode: 0o700 });
    const real = await Deno.realPath(dir);
    return await withFileLock(`${real}.lock`, () => {
      isOurs = true;
      return action(real);
    });
  } catch (error) {
    throw isOurs ? error : FileError.from(`Cannot keep ${what} in ${dir}`, error);
  }
}

/**
 * Removes the folder with all that is in it, and the link that led to it.
 *
 * @param real its real path
 * @throws {FileError} if it cannot be removed
 */
export async function removeServerFolder(dir: string, real: string): Promise<void> {
  for (const path of new Set([real, dir])) {
    await Deno.remove(path, { recursive: true }).catch((error) => {
      if (error instanceof Deno.errors.NotFound) return;
      throw FileError.from(`Cannot remove ${path}`, error);
    });
  }
}
