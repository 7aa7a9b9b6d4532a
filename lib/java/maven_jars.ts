/** Jars that are known one by one, with what they need, fetched from Maven Central. */
import { basename, join } from "node:path";
import { DzError, reasonOf } from "../base/errors.ts";
import { checkJars, fetchByMaven } from "./artifacts.ts";
import type { Java } from "./find_java.ts";

/** Jars that belong together. */
export interface MavenJars {
  /** Of what `mvn` finds the rest, each `group:artifact:version`. */
  readonly coordinates: readonly string[];
  /** The SHA-256 of each jar, by its path in a repository: `org/neo4j/neo4j/5.26.18/neo4j-5.26.18.jar`. */
  readonly checksums: ReadonlyMap<string, string>;
}

/** Where everybody's jars are. */
const central = "https://repo1.maven.org/maven2";

/** So many are fetched at a time. */
const atOnce = 8;

/**
 * Reads a list of jars, as `sha256sum` writes them.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(readChecksums("ab12  a/b/b-1.jar\n"), new Map([["a/b/b-1.jar", "ab12"]]));
 * ```
 */
export function readChecksums(list: string): Map<string, string> {
  const lines = list.trim().split(/\r?\n/).map((line) => line.split(/ +/));
  return new Map(lines.map(([sum = "", path = ""]) => [path, sum]));
}

/**
 * Fetches the jars, and nothing else, into a folder of their own: by `mvn` where there is one, which knows the mirrors of those who have set it up,
 * else from Maven Central. Each is held to its checksum.
 *
 * @throws {DzError} if a jar cannot be had, or is not the known one
 */
export async function fetchJars(
  jars: MavenJars,
  folder: string,
  { java, mvn, repository = central }: {
    readonly java: Java;
    /** What `mvn` is called. */
    readonly mvn?: string;
    readonly repository?: string;
  },
): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  const checksums = Object.fromEntries(
    [...jars.checksums].map(([path, sum]) => [basename(path), sum]),
  );
  const byMaven = async () => {
    const work = `${folder}.work`;
    await Deno.mkdir(work, { recursive: true });
    await fetchByMaven(jars.coordinates, work, folder, java, mvn);
    await Deno.remove(work, { recursive: true });
    await checkJars(checksums, folder);
  };
  await byMaven().catch(async (first) => {
    try {
      await download([...jars.checksums.keys()], folder, repository);
      await checkJars(checksums, folder);
    } catch (error) {
      throw new DzError(`${reasonOf(error)}; ${reasonOf(first)}`);
    }
  });
  for (const { name } of [...Deno.readDirSync(folder)]) {
    if (!(name in checksums)) await Deno.remove(join(folder, name)); // of what is not known nothing runs
  }
}

async function download(
  paths: readonly string[],
  folder: string,
  repository: string,
): Promise<void> {
  const waiting = paths.values();
  await Promise.all(Array.from({ length: atOnce }, async () => {
    for (const path of waiting) {
      await downloadOne(`${repository}/${path}`, join(folder, basename(path)));
    }
  }));
}

async function downloadOne(url: string, path: string): Promise<void> {
  const response = await fetch(url).catch((error) => {
    throw new DzError(`Cannot fetch ${url}: ${reasonOf(error)}`);
  });
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    throw new DzError(`Cannot fetch ${url}: it answered ${response.status}`);
  }
  await Deno.writeFile(path, response.body);
}
