/** Our Neo4j: the community edition on a Java. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { writeFileWhole } from "../../base/files/replace_files.ts";
import type { Settings } from "../../base/settings.ts";
import { findJava, type Java, type JavaNeeds } from "../../java/find_java.ts";
import { accepts } from "../../servers/ports.ts";
import type { OwnAddress, OwnEngine } from "../own_server.ts";
import { neo4jDriver } from "./neo4j_driver.ts";
import { neo4jJars } from "./neo4j_jars.ts";

/** A Java, and the folder of the jars. */
export interface Neo4jPrograms {
  readonly java: Java;
  readonly jars: string;
}

/** The Java that Neo4j 5 runs on. */
export const neo4jJava: JavaNeeds = {
  purpose: "run Neo4j",
  majors: [17, 21],
  modules: [
    ...["java.desktop", "java.instrument", "java.management", "java.naming", "java.net.http"],
    ...["java.sql", "jdk.crypto.ec", "jdk.management", "jdk.unsupported"],
  ],
};

/** Of the Java's memory, at most: the load of a graph of Olist's size, one transaction, does not fit in 1 GB. */
const heap = "3g";
const pageCache = "128m";

/** The folders of the machine's memory and files that Neo4j looks into, as its own settings open them. */
const opened = ["java.base/java.nio", "java.base/java.io", "java.base/sun.nio.ch"];

/** What is run, and how. */
export const ownNeo4j = (
  settings: Pick<Settings, "cacheDir" | "javaHome" | "path">,
): OwnEngine<Neo4jPrograms> => ({
  name: "Neo4j",
  addressFile: "neo4j.json",
  firstPort: 27687, // not 7687, where a Neo4j of the user's own may run
  startTimeout_ms: 180_000,
  async prepare(onNotice) {
    const java = await findJava(neo4jJava, settings, onNotice);
    return { java, jars: await neo4jJars(settings.cacheDir, java, onNotice) };
  },
  async configure(dir, { port, password }, { java, jars }) {
    const logs = join(dir, "logs"), users = join(dir, "data", "dbms", "auth.ini");
    for (const folder of [logs, join(dir, "conf")]) {
      await Deno.mkdir(folder, { recursive: true, mode: 0o700 });
    }
    const lines = [
      ...["server.default_listen_address=127.0.0.1", "server.http.enabled=false"],
      ...[`server.bolt.listen_address=127.0.0.1:${port}`, "dbms.usage_report.enabled=false"],
      ...[`server.bolt.advertised_address=127.0.0.1:${port}`],
      ...[`server.memory.heap.max_size=${heap}`, `server.memory.pagecache.size=${pageCache}`],
    ];
    await writeFileWhole(join(dir, "conf", "neo4j.conf"), `${lines.join("\n")}\n`);
    // Read at the first start only, before anybody can connect.
    await writeFileWhole(users, firstUser(password), { mode: 0o600 });
    return {
      program: join(java.home, "bin", "java"),
      args: [
        ...[`-Xmx${heap}`, "-XX:+UseSerialGC", "-Dlog4j2.disable.jmx=true"],
        ...opened.map((part) => `--add-opens=${part}=ALL-UNNAMED`),
        ...["-cp", join(jars, "*"), "org.neo4j.server.CommunityEntryPoint"],
        ...[`--home-dir=${dir}`, `--config-dir=${join(dir, "conf")}`],
      ],
      env: java.env,
      log: join(logs, "neo4j.log"),
    };
  },
  pidAt,
});

/**
 * The file from which Neo4j takes the password of its first user, as `neo4j-admin dbms set-initial-password` writes
 * it: the hash of 1024 rounds over the salt and the password. See `org.neo4j.server.security.SecureHasher`.
 *
 * @param salt absent: a random one
 */
export function firstUser(
  password: string,
  salt: Uint8Array = crypto.getRandomValues(new Uint8Array(32)),
): string {
  const rounds = 1024;
  let hash = createHash("sha256").update(salt).update(password).digest();
  for (let round = 1; round < rounds; round++) hash = createHash("sha256").update(hash).digest();
  return `neo4j:SHA-256,${hash.toString("hex")},${salt.toHex()},${rounds}:\n`;
}

async function pidAt({ port, password }: OwnAddress): Promise<number | undefined> {
  if (!await accepts(port)) return undefined;
  const driver = neo4jDriver(`bolt://127.0.0.1:${port}`, { user: "neo4j", password });
  const ask = "CALL dbms.queryJmx('java.lang:type=Runtime') YIELD attributes " +
    "RETURN attributes.Pid.value AS pid";
  try {
    const { records } = await driver.executeQuery(ask);
    return Number(records[0]?.get("pid")) || undefined;
  } catch {
    return undefined; // somebody else, or not ready yet
  } finally {
    await driver.close();
  }
}
