/** The project's column store, wherever it is: the embedded ClickHouse, or the user's own server. */
import { join } from "node:path";
import type { OnNotice } from "../base/notice.ts";
import type { Settings } from "../base/settings.ts";
import { type ClickHouse, connect } from "./connect.ts";
import { translate } from "./errors.ts";
import { type EmbeddedOptions, startEmbedded } from "./server/embedded.ts";
import type { SavedServer } from "./server/state_file.ts";

/** The embedded ClickHouse that the settings describe. */
export function embeddedOptions(settings: Settings): EmbeddedOptions {
  return {
    dir: join(settings.dataDir, "clickhouse"),
    sources: { chdb: settings.chdb, cacheDir: settings.cacheDir },
  };
}

/** The address of the embedded server. It holds a password. */
export const urlOf = ({ port, user, password }: SavedServer): string =>
  `http://${user}:${password}@127.0.0.1:${port}`;

/**
 * The address of the project's column store: the one that the user gave, or that of the embedded ClickHouse,
 * which is started if it does not run. It holds a password.
 */
export async function clickHouseUrl(settings: Settings, onNotice: OnNotice): Promise<string> {
  return settings.clickHouseUrl ??
    urlOf(await startEmbedded(embeddedOptions(settings), onNotice));
}

/**
 * Opens the project's column store and hands it to `action`; what the client throws becomes an error that a user
 * can act on.
 */
export async function withClickHouse<T>(
  settings: Settings,
  onNotice: OnNotice,
  action: (clickHouse: ClickHouse) => Promise<T>,
): Promise<T> {
  return await withUrl(await clickHouseUrl(settings, onNotice), settings, action);
}

/**
 * The same with the embedded ClickHouse, whatever `CLICKHOUSE_URL` says: it reads and writes files of this
 * machine by their paths, `file('/…/orders.csv', CSV, …)`.
 */
export async function withLocalClickHouse<T>(
  settings: Settings,
  onNotice: OnNotice,
  action: (clickHouse: ClickHouse) => Promise<T>,
): Promise<T> {
  const server = await startEmbedded(embeddedOptions(settings), onNotice);
  return await withUrl(urlOf(server), settings, action);
}

async function withUrl<T>(
  url: string,
  settings: Settings,
  action: (clickHouse: ClickHouse) => Promise<T>,
): Promise<T> {
  await using clickHouse = await connect(url, embeddedOptions(settings).dir);
  try {
    return await action(clickHouse);
  } catch (error) {
    throw translate(error, url);
  }
}
