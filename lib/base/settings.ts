/** The one reader of the environment. Everything else is handed its settings. */
import { join, resolve } from "node:path";
import { cacheDirOf } from "./cache_dir.ts";
import { UsageError } from "./errors.ts";

/** What the environment decides. */
export interface Settings {
  /** The folder for generated and raw data, `DZ_DATA`, default `data` beside `deno.json`. */
  readonly dataDir: string;
  /** The server of `MONGODB_URI`; absent: the embedded replica set. */
  readonly mongodbUri?: string;
  /** A connection string for readers only, `MONGODB_READER_URI`; absent: `MONGODB_URI`. */
  readonly mongodbReaderUri?: string;
  /** The database: `DZ_DATABASE`, else the one in the path of `MONGODB_URI`, else `dzstore_db`. */
  readonly database: string;
  /** A `mongod` to use, `DZ_MONGOD`; absent: found or fetched. */
  readonly mongod?: string;
  /** The server of `CLICKHOUSE_URL`, `http(s)://user:password@host:port/database`; absent: the embedded one. */
  readonly clickHouseUrl?: string;
  /** The library of chDB to use, `DZ_CHDB`; absent: fetched. */
  readonly chdb?: string;
  /** The Neo4j of `NEO4J_URI`, `neo4j://`, `bolt://` or either with `+s`; absent: the embedded graph. */
  readonly neo4jUri?: string;
  /** Who logs in there, unless the address says so: `NEO4J_USER`. */
  readonly neo4jUser?: string;
  /** `NEO4J_PASSWORD`. */
  readonly neo4jPassword?: string;
  /** The folders where programs are found, `PATH`. */
  readonly path: string;
  /** The folder that keeps a fetched `mongod` between projects, `DZ_CACHE`. */
  readonly cacheDir: string;
  /** Where the Java for Spark and Neo4j is, `JAVA_HOME`; absent: on the `PATH`. */
  readonly javaHome?: string;
}

/** The project's folder, the one with `deno.json`. */
export const projectDir = join(import.meta.dirname ?? ".", "..", "..");

/**
 * Reads the settings from environment variables.
 *
 * @param env the variables, such as `Deno.env.toObject()`
 * @throws {UsageError} if a variable's value cannot be used
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const mongodbUri = connectionString(env, "MONGODB_URI");
  const mongodbReaderUri = connectionString(env, "MONGODB_READER_URI");
  const clickHouseUrl = env.CLICKHOUSE_URL;
  if (clickHouseUrl && !/^https?:\/\//.test(clickHouseUrl)) {
    throw new UsageError(
      "Cannot use CLICKHOUSE_URL: it must begin with http:// or https:// (its value is not shown, it may hold a password)",
    );
  }
  const neo4jUri = env.NEO4J_URI;
  if (neo4jUri && !/^(bolt|neo4j)(\+s|\+ssc)?:\/\//.test(neo4jUri)) {
    throw new UsageError(
      "Cannot use NEO4J_URI: it must begin with neo4j://, neo4j+s://, bolt:// or bolt+s:// (its value is not shown, it may hold a password)",
    );
  }
  const inPath = databaseIn(mongodbUri ?? "");
  const database = env.DZ_DATABASE || inPath || "dzstore_db";
  // https://www.mongodb.com/docs/manual/reference/limits/#naming-restrictions
  if (!/^[^/\\. "$*<>:|?\0]{1,63}$/.test(database)) {
    const which = env.DZ_DATABASE
      ? `DZ_DATABASE="${database}" as a database name`
      : "the database in the path of MONGODB_URI (it is not shown, it may be of a password)";
    throw new UsageError(
      `Cannot use ${which}: 1 to 63 characters, none of / \\ . " $ * < > : | ? or blanks`,
    );
  }
  return {
    dataDir: resolve(env.DZ_DATA || join(projectDir, "data")),
    database,
    path: env.PATH ?? env.Path ?? "",
    cacheDir: env.DZ_CACHE ? resolve(env.DZ_CACHE) : cacheDirOf(env),
    ...(mongodbUri && { mongodbUri }),
    ...(mongodbReaderUri && { mongodbReaderUri }),
    ...(env.DZ_MONGOD && { mongod: env.DZ_MONGOD }),
    ...(clickHouseUrl && { clickHouseUrl }),
    ...(env.DZ_CHDB && { chdb: resolve(env.DZ_CHDB) }),
    ...(neo4jUri && { neo4jUri }),
    ...(env.NEO4J_USER && { neo4jUser: env.NEO4J_USER }),
    ...(env.NEO4J_PASSWORD && { neo4jPassword: env.NEO4J_PASSWORD }),
    ...(env.JAVA_HOME && { javaHome: env.JAVA_HOME }),
  };
}

function connectionString(env: Readonly<Record<string, string | undefined>>, name: string) {
  const value = env[name];
  if (value && !/^mongodb(\+srv)?:\/\//.test(value)) {
    throw new UsageError(
      `Cannot use ${name}: it must begin with mongodb:// or mongodb+srv:// (its value is not shown, it may hold a password)`,
    );
  }
  return value;
}

/** The servers' own databases: one in the path says where the user is known, not where data go. */
const ownDatabases = ["admin", "local", "config"];

/** The database in the path of a connection string, if it is one for data. */
function databaseIn(uri: string): string | undefined {
  const [, path = ""] = /^mongodb(?:\+srv)?:\/\/(?:.*@)?[^/?]*\/([^?]*)/s.exec(uri) ?? [];
  let name = path;
  try {
    name = decodeURIComponent(path);
  } catch {
    // it stays as it is, and is refused
  }
  return name === "" || ownDatabases.includes(name) ? undefined : name;
}
