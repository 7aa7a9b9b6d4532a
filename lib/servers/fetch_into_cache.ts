/** Files fetched once and kept in a cache. */
import { dirname, join } from "node:path";
import { FileError } from "../base/errors.ts";
import { isAlive } from "../base/is_alive.ts";

/**
 * Fetches a file into a scratch folder and, when it is complete, moves it to its place in a cache. What killed
 * runs left of such folders is removed; of two runs at once the later one's file stays.
 *
 * @param target its place
 * @param fetch is given the scratch folder, and returns the path of the file in it, checked
 * @returns `target`
 * @throws {FileError} if the cache cannot be written; what `fetch` throws
 */
export async function fetchIntoCache(
  target: string,
  fetch: (folder: string) => Promise<string>,
): Promise<string> {
  const cache = dirname(target);
  const scratch = join(cache, `fetch-${Deno.pid}`);
  try {
    await Deno.mkdir(scratch, { recursive: true });
  } catch (error) {
    throw FileError.from(`cannot make the folder ${scratch}`, error);
  }
  try {
    for (const { name } of [...Deno.readDirSync(cache)]) {
      const pid = Number(/^fetch-(\d+)$/.exec(name)?.[1]);
      if (pid && !isAlive(pid)) await Deno.remove(join(cache, name), { recursive: true });
    }
    await Deno.rename(await fetch(scratch), target);
    return target;
  } finally {
    await Deno.remove(scratch, { recursive: true }).catch(() => {});
  }
}
