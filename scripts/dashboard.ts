/** `deno task dashboard`: serve the dashboard until it is stopped. */
import "./shared/require_native_parts.ts";
import { buildAssets } from "../fresh-app/build_assets.ts";
import { cannotListen } from "../fresh-app/cannot_listen.ts";
import { childExits } from "../fresh-app/child/child_exits.ts";
import { serveInChild } from "../fresh-app/child/serve_in_child.ts";
import {
  addressesChanged,
  serversOf,
  warehouseAddresses,
} from "../fresh-app/child/warehouse_addresses.ts";
import type { Address } from "../fresh-app/serve.ts";
import { DzError } from "../lib/base/errors.ts";
import { nobodyReads } from "../lib/base/print.ts";
import { pause } from "../lib/base/pause.ts";
import { readSettings, type Settings } from "../lib/base/settings.ts";
import { clientNeeds, membersOf } from "../lib/mongo/client_needs.ts";
import { connect } from "../lib/mongo/connect.ts";
import { completeEarlier, databaseUri } from "../lib/mongo/database.ts";
import { ServerUnreachableError } from "../lib/mongo/errors.ts";
import { resolveSrvUri } from "../lib/mongo/resolve_srv.ts";
import { readQueries } from "../lib/warehouse/queries/read_queries.ts";
import { warehouseDatabase } from "../lib/warehouse/book.ts";
import { command, examples, exitCodes, notice, run, wholeNumber } from "./shared/cli.ts";

interface Flags {
  readonly port: number;
  readonly host: string;
}

/** So long it waits for the first reading, so that the first page that anyone opens is complete. */
const firstReading_ms = 2000;

/**
 * So long after the database got a new member the process is started anew that may connect to it,
 * too.
 */
const retry_ms = 500;

const program = command("dashboard", "Serve the dashboard: trends and users, live, in the browser")
  .addOption(wholeNumber("--port <n>", "where to listen", 1, 65_535).default(8000))
  .option("--host <address>", "which address to listen on", "127.0.0.1")
  .action(async ({ port, host }: Flags) => {
    const address = { hostname: host, port };
    refuseTaken(address);
    const settings = readSettings(Deno.env.toObject());
    const [uri, assets, queries] = await Promise.all([
      databaseUri(settings, "reader", notice).then((uri) => resolveSrvUri(uri)),
      buildAssets(),
      readQueries(),
    ]);
    // Whom the kit has made may read that one, too; whom the user names, if the user says so.
    const ofWarehouse = { ...settings, database: warehouseDatabase };
    const warehouseUri = settings.mongodbReaderUri ?? settings.mongodbUri
      ? uri
      : await databaseUri(ofWarehouse, "reader", notice);
    if (settings.mongodbUri && !settings.mongodbReaderUri) {
      notice("MONGODB_READER_URI is not set: the dashboard reads as the user of MONGODB_URI");
    }
    for (;;) {
      const members = await membersNow(uri, settings);
      const needs = clientNeeds(uri, members);
      const { isProxied } = needs;
      const databases = {
        store: { uri, name: settings.database, isProxied },
        warehouse: { uri: warehouseUri, name: warehouseDatabase, isProxied },
      };
      const patience_ms = members ? firstReading_ms : 0;
      const warehouse = await warehouseAddresses(settings, queries, notice);
      const rights = {
        servers: [...needs.servers, ...serversOf(warehouse)],
        files: [...needs.files, warehouse.results],
      };
      const changed = new AbortController(), ended = new AbortController();
      void addressesChanged(warehouse, settings, ended.signal).then(() => changed.abort());
      const parts = { address, databases, warehouse, patience_ms, assets };
      const { code, signal } = await serveInChild(parts, rights, changed.signal);
      const isChanged = changed.signal.aborted;
      ended.abort();
      if (isChanged) {
        notice("A store of the warehouse was made, or has moved: the pages may now reach it");
        continue;
      }
      if (code === childExits.newMember) {
        await pause(retry_ms);
        continue;
      }
      if (code === childExits.failed && !signal) Deno.exit(exitCodes.failed);
      if (code === nobodyReads) Deno.exit(code);
      throw new DzError(`The dashboard's server has ended (${signal ?? code}). Start it again`);
    }
  });

/** @throws {DzError} if nobody can listen there, before anything is started for it */
function refuseTaken(address: Address): void {
  try {
    Deno.listen(address).close();
  } catch (error) {
    throw cannotListen(address, error);
  }
}

/** The members of the database's replica set; `undefined`, with a notice, while it is down. */
async function membersNow(uri: string, settings: Settings): Promise<string[] | undefined> {
  try {
    await using connection = await connect(uri, settings.database);
    await completeEarlier(settings, "reader", connection.db, notice);
    return await membersOf(connection);
  } catch (error) {
    if (!(error instanceof ServerUnreachableError)) throw error;
    notice(error.message);
    notice("The pages say so, and show the data when it is back.");
  }
}

examples(program, {
  "--port 9000": "on another port",
});
await run(program);
