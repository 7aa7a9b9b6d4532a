/** Files that were made in a folder of their own and are wanted elsewhere. */
import { join } from "node:path";
import { discard } from "./temporary_files.ts";
import { attempt } from "./replace_files.ts";

/**
 * Moves every file of a folder into another on the same disk, in the place of files of the same name, and
 * removes the folder. Begun twice, it is completed; a folder that is gone has been moved.
 *
 * @throws {FileError} if a file cannot be moved
 */
export async function moveFiles(from: string, to: string): Promise<void> {
  const names = await Array.fromAsync(Deno.readDir(from), ({ name }) => name).catch(() => []);
  for (const name of names.sort()) {
    await attempt(join(to, name), async () => {
      await Deno.rename(join(from, name), join(to, name)).catch((error) => {
        if (!(error instanceof Deno.errors.NotFound)) throw error; // another has just moved it
      });
    });
  }
  discard(from);
}
