/** A store for a benchmark, in a replica set of its own. */
import { join } from "node:path";
import { readSettings } from "../../lib/base/settings.ts";
import { embeddedOptions } from "../../lib/mongo/database.ts";
import { findMongod } from "../../lib/mongo/server/mongod_binary.ts";
import { replicaSetUri } from "../../lib/mongo/server/replica_set.ts";
import { startTemporary } from "../../lib/mongo/server/temporary.ts";
import { notice } from "../shared/cli.ts";

const database = "dzstore_db";
const firstPort = 28_217;

/**
 * Hands `measure` the environment of a store that is empty, in a replica set that runs. Both are gone
 * afterwards, whatever happens.
 */
export async function withTemporaryStore<T>(
  measure: (env: Readonly<Record<string, string>>) => Promise<T>,
): Promise<T> {
  const env = Deno.env.toObject();
  const { sources } = embeddedOptions(readSettings(env));
  notice("store: starting a replica set");
  await using set = await startTemporary({
    mongod: await findMongod(sources, notice),
    database,
    firstPort,
  });
  return await measure({
    ...env,
    DZ_DATA: join(set.dir, "data"),
    DZ_DATABASE: database,
    MONGODB_URI: replicaSetUri(set, "owner", database),
    MONGODB_READER_URI: replicaSetUri(set, "reader", database),
  });
}
