/** The project's database, wherever it is: the embedded set or the user's own server. */
import { delimiter, join } from "node:path";
import type { Db } from "mongodb";
import type { Settings } from "../base/settings.ts";
import { connect, type ConnectOptions } from "./connect.ts";
import { type EmbeddedOptions, startEmbedded } from "./server/embedded.ts";
import { translate } from "./errors.ts";
import type { OnNotice } from "../base/notice.ts";
import { replicaSetUri } from "./server/replica_set.ts";

/** As whom to connect: `owner` reads and writes, `reader` only reads. */
export type Access = "owner" | "reader";

/** The embedded replica set that the settings describe. */
export function embeddedOptions(settings: Settings): EmbeddedOptions {
  return {
    dir: join(settings.dataDir, "mongo"),
    database: settings.database,
    sources: {
      mongod: settings.mongod,
      cacheDir: settings.cacheDir,
      path: settings.path.split(delimiter),
    },
  };
}

/**
 * The connection string of the project's database: the one that the user gave, or that of the
 * embedded replica set, which is started if it does not run. It holds a password.
 */
export async function databaseUri(
  settings: Settings,
  access: Access,
  onNotice: OnNotice,
): Promise<string> {
  const given = access === "reader"
    ? settings.mongodbReaderUri ?? settings.mongodbUri
    : settings.mongodbUri;
  if (given) return given;
  const set = await startEmbedded(embeddedOptions(settings), onNotice);
  return replicaSetUri(set, access, settings.database);
}

/**
 * Connects to the project's database, starting the embedded replica set if need be, and hands the
 * connection to `action`; what the driver throws becomes an error that a user can act on.
 */
export async function withDatabase<T>(
  settings: Settings,
  access: Access,
  onNotice: OnNotice,
  action: (db: Db) => Promise<T>,
  options: ConnectOptions = {},
): Promise<T> {
  const uri = await databaseUri(settings, access, onNotice);
  await using connection = await connect(uri, settings.database, options);
  try {
    return await action(connection.db);
  } catch (error) {
    throw translate(error, uri);
  }
}
