/** A store of graphs for as long as it is used: ours, which is started if need be. */
import { join } from "node:path";
import type { OnNotice } from "../base/notice.ts";
import type { Settings } from "../base/settings.ts";
import type { GraphStore } from "./graph.ts";

/** What serves graphs. */
export type GraphChoice = "falkordb";

/** The folder of our FalkorDB. */
export const falkordbDir = ({ dataDir }: Pick<Settings, "dataDir">): string =>
  join(dataDir, "graph", "falkordb");

/**
 * Opens the store that was chosen, and closes the connection after `action`; the server goes on running.
 *
 * @param onNotice told what takes time: fetching, starting
 * @throws {GraphError} if it cannot be reached
 * @throws {DzError} if it cannot be started
 */
export async function withGraph<T>(
  settings: Pick<Settings, "dataDir">,
  choice: GraphChoice,
  onNotice: OnNotice,
  action: (store: GraphStore) => Promise<T>,
): Promise<T> {
  await using store = await openers[choice](settings, onNotice);
  return await action(store);
}

type Open = (settings: Pick<Settings, "dataDir">, onNotice: OnNotice) => Promise<GraphStore>;

/** Clients are loaded by who uses them. */
const openers: Readonly<Record<GraphChoice, Open>> = {
  falkordb: async (settings, onNotice) => {
    const { startFalkorDB } = await import("./falkordb/falkordb_server.ts");
    const { openFalkorDB } = await import("./falkordb/falkordb_store.ts");
    return await openFalkorDB(await startFalkorDB(falkordbDir(settings), onNotice));
  },
};
