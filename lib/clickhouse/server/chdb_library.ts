/** Finds chDB's library, or fetches it. */
import { join } from "node:path";
import { DzError, reasonOf } from "../../base/errors.ts";
import type { OnNotice } from "../../base/notice.ts";
import { fetchIntoCache, requireUsableCache } from "../../servers/fetch_into_cache.ts";
import { NoLibraryError } from "../errors.ts";
import { chdbVersion, fetchChdb } from "./fetch_chdb.ts";

/** Where the library may be. */
export interface LibrarySources {
  /** A path that the user named; nothing else is tried. */
  readonly chdb?: string | undefined;
  /** The folder that keeps a fetched one between projects. */
  readonly cacheDir: string;
}

/**
 * The path of the library: the one that the user named, the cache, or npm.
 *
 * @throws {NoLibraryError} if there is none
 */
export async function findChdb(
  { chdb, cacheDir }: LibrarySources,
  onNotice: OnNotice,
): Promise<string> {
  if (chdb !== undefined) {
    if (await isFile(chdb)) return chdb;
    throw new NoLibraryError(`DZ_CHDB=${chdb} is no file`);
  }
  const cached = join(cacheDir, `chdb-${chdbVersion}`, "libchdb.so");
  try {
    if (await isFile(cached)) {
      requireUsableCache(cacheDir);
      return cached;
    }
    return await fetchIntoCache(cached, (folder) => fetchChdb(folder, onNotice));
  } catch (error) {
    if (error instanceof NoLibraryError || !(error instanceof DzError)) throw error;
    throw new NoLibraryError(reasonOf(error), { cause: error });
  }
}

const isFile = (path: string) => Deno.stat(path).then((stat) => stat.isFile, () => false);
