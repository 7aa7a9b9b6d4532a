/** Neo4j's programs from Maven Central, in the cache. */
import { join } from "node:path";
import { DzError, reasonOf } from "../../base/errors.ts";
import { withFileLock } from "../../base/files/file_lock.ts";
import type { OnNotice } from "../../base/notice.ts";
import type { Java } from "../../java/find_java.ts";
import { fetchJars, readChecksums } from "../../java/maven_jars.ts";
import { fetchIntoCache, requireUsableCache } from "../../servers/fetch_into_cache.ts";

const version = "5.26.18";

const coordinates = [`org.neo4j.app:neo4j-server:${version}`, `org.neo4j:neo4j:${version}`];

/**
 * The folder of the jars, fetched on first use, complete or not at all.
 *
 * @throws {DzError} if they cannot be had
 */
export async function neo4jJars(
  cacheDir: string,
  java: Java,
  onNotice: OnNotice,
): Promise<string> {
  const jars = join(cacheDir, `neo4j-${version}`, "jars");
  try {
    requireUsableCache(cacheDir);
    return await withFileLock(`${jars}.lock`, async () => {
      if (await Deno.stat(jars).then(() => true, () => false)) return jars;
      const list = await Deno.readTextFile(new URL("jars.txt", import.meta.url));
      const checksums = readChecksums(list);
      onNotice(
        `Fetching Neo4j ${version} from Maven Central (${checksums.size} jars, 110 MB); this is done once`,
      );
      return await fetchIntoCache(jars, async (folder) => {
        const fetched = join(folder, "jars");
        await fetchJars({ coordinates, checksums }, fetched, { java });
        return fetched;
      });
    });
  } catch (error) {
    throw new DzError(
      `Cannot fetch Neo4j: ${reasonOf(error)}. Set NEO4J_URI to a Neo4j of your own`,
      { cause: error },
    );
  }
}
