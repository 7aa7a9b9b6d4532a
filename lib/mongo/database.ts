/** The project's database, wherever it is: the embedded set or the user's own server. */
import { delimiter, join } from "node:path";
import type { Db } from "mongodb";
import type { Settings } from "../base/settings.ts";
import { connect, type ConnectOptions } from "./connect.ts";
import { type EmbeddedOptions, startEmbedded } from "./server/embedded.ts";
import { NotPermittedError, translate } from "./errors.ts";
import { readRegister } from "./publishing/register.ts";
import { settle } from "./publishing/settle.ts";
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
 * connection to `action`; what the driver throws becomes an error that a user can act on. What an
 * earlier run had begun to publish is completed first, so that nobody works with a mixture.
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
    await completeEarlier(settings, access, connection.db, onNotice);
    return await action(connection.db);
  } catch (error) {
    throw translate(error, uri);
  }
}

/**
 * Completes what an earlier run had begun to publish in the project's database; a reader lets its owner
 * do so.
 */
export async function completeEarlier(
  settings: Settings,
  access: Access,
  db: Db,
  onNotice: OnNotice,
): Promise<void> {
  if (!(await readRegister(db))?.intent) return;
  try {
    if (access === "owner") return void await settle(db, onNotice);
    await using owner = await connect(
      await databaseUri(settings, "owner", onNotice),
      settings.database,
    );
    await settle(owner.db, onNotice);
  } catch (error) {
    if (!(translate(error, "") instanceof NotPermittedError)) throw error;
    onNotice(
      "A run was stopped while it published, and this database user may not complete it: what is " +
        "read may be of two runs. `deno task servers status` as its owner completes it",
    );
  }
}
