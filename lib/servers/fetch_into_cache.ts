/** Files fetched once and kept in a cache. */
import { dirname, join } from "node:path";
import { FileError } from "../base/errors.ts";
import { noexecMount } from "../base/files/noexec.ts";
import { onNoexec } from "../base/files/why_not_run.ts";
import { isAlive } from "../base/is_alive.ts";

/** What to do where a cache cannot be. */
const elsewhere = "point DZ_CACHE at a folder elsewhere";

/** The mode of a folder such as `/tmp`: everybody may make something there. */
const shared = 0o1002;

/**
 * Makes sure that programs can be run from a cache that is or will be in this folder, and that they are ours:
 * among the temporary files another user may have made it.
 *
 * @throws {FileError} if not
 */
export function requireUsableCache(folder: string): void {
  const mount = noexecMount(folder);
  if (mount) throw new FileError(`cannot use ${folder}: ${onNoexec(mount)}; ${elsewhere}`);
  const user = Deno.build.os === "windows" ? null : Deno.uid();
  for (let at = folder; user !== null && at !== dirname(at); at = dirname(at)) {
    const [own, above] = [statOf(at), statOf(dirname(at))];
    if (!own || ((above?.mode ?? 0) & shared) !== shared) continue;
    if (own.uid === user || own.uid === 0) continue;
    throw new FileError(`cannot use ${folder}: ${at} belongs to another user; ${elsewhere}`);
  }
}

function statOf(path: string): Deno.FileInfo | undefined {
  try {
    return Deno.lstatSync(path);
  } catch {
    return undefined;
  }
}

/**
 * Fetches a file into a scratch folder and, when it is complete, moves it to its place in a cache. What killed
 * runs left of such folders is removed; of two runs at once the later one's file stays.
 *
 * @param target its place
 * @param fetch is given the scratch folder, and returns the path of the file in it, checked
 * @returns `target`
 * @throws {FileError} if the cache cannot be used; what `fetch` throws
 */
export async function fetchIntoCache(
  target: string,
  fetch: (folder: string) => Promise<string>,
): Promise<string> {
  const cache = dirname(target);
  const scratch = join(cache, `fetch-${Deno.pid}`);
  requireUsableCache(cache);
  try {
    await Deno.mkdir(scratch, { recursive: true, mode: 0o700 });
  } catch (error) {
    const { message } = FileError.from(`cannot make the folder ${scratch}`, error);
    throw new FileError(`${message}; ${elsewhere}`, { cause: error });
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
