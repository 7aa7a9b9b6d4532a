/** A store of graphs for as long as it is used: ours, which is started if need be, or a Neo4j of the user's own. */
import { join } from "node:path";
import type { OnNotice } from "../base/notice.ts";
import type { Settings } from "../base/settings.ts";
import type { GraphStore } from "./graph.ts";
import type { OwnAddress, OwnEngine, OwnStatus } from "./own_server.ts";

/** What serves graphs. */
export type GraphChoice = "falkordb" | "neo4j";

/** What decides where the graphs are. */
export type GraphSettings = Pick<
  Settings,
  "dataDir" | "cacheDir" | "javaHome" | "path" | "neo4jUri" | "neo4jUser" | "neo4jPassword"
>;

/** What serves graphs if nothing was chosen: the Neo4j of `NEO4J_URI`, else FalkorDB. */
export const graphChoice = ({ neo4jUri }: Pick<Settings, "neo4jUri">): GraphChoice =>
  neo4jUri === undefined ? "falkordb" : "neo4j";

/** The folder of our server. */
export const graphDir = ({ dataDir }: Pick<Settings, "dataDir">, choice: GraphChoice): string =>
  join(dataDir, "graph", choice);

/**
 * Opens the store that was chosen, and closes the connection after `action`; the server goes on running.
 *
 * @param choice `neo4j` is the server of `NEO4J_URI`, or ours if there is none; `undefined` is {@linkcode graphChoice}
 * @param onNotice told what takes time: fetching, starting
 * @throws {GraphError} if it cannot be reached
 * @throws {DzError} if it cannot be started
 */
export async function withGraph<T>(
  settings: GraphSettings,
  choice: GraphChoice | undefined,
  onNotice: OnNotice,
  action: (store: GraphStore) => Promise<T>,
): Promise<T> {
  await using store = await openers[choice ?? graphChoice(settings)](settings, onNotice);
  return await action(store);
}

type Open = (settings: GraphSettings, onNotice: OnNotice) => Promise<GraphStore>;

/** Clients are loaded by who uses them. */
const openers: Readonly<Record<GraphChoice, Open>> = {
  falkordb: async (settings, onNotice) => {
    const { openFalkorDB } = await import("./falkordb/falkordb_store.ts");
    const server = await ownGraphServer(settings, "falkordb");
    return await openFalkorDB(await server.start(onNotice));
  },
  neo4j: async (settings, onNotice) => {
    const { openNeo4j } = await import("./neo4j/neo4j_store.ts");
    const { neo4jAddress } = await import("./neo4j/neo4j_address.ts");
    const own = neo4jAddress(settings);
    if (own) return await openNeo4j(own, "Its address and login are NEO4J_URI's");
    const server = await ownGraphServer(settings, "neo4j");
    const { port, password } = await server.start(onNotice);
    return await openNeo4j(
      { uri: `bolt://127.0.0.1:${port}`, login: { user: "neo4j", password } },
      "`deno task servers start neo4j` starts it again",
    );
  },
};

/** Our server of graphs, and what can be done with it. */
export interface OwnGraphServer {
  /** Such as `FalkorDB`. */
  readonly name: string;
  readonly dir: string;
  start(onNotice: OnNotice): Promise<OwnAddress>;
  /** Where it listens, if it was ever made. */
  address(): Promise<OwnAddress | undefined>;
  /** Says whether it was running. */
  stop(): Promise<boolean>;
  /** Says whether there was any. */
  reset(): Promise<boolean>;
  status(): Promise<OwnStatus>;
}

/** Our server of that engine; nothing is started. */
export async function ownGraphServer(
  settings: Pick<Settings, "dataDir" | "cacheDir" | "javaHome" | "path">,
  choice: GraphChoice,
): Promise<OwnGraphServer> {
  const dir = graphDir(settings, choice);
  const { loadAddress, ownStatus, resetOwn, startOwn, stopOwn } = await import("./own_server.ts");
  const serverOf = <P>(engine: OwnEngine<P>): OwnGraphServer => ({
    name: engine.name,
    dir,
    address: () => loadAddress(engine, dir),
    start: (onNotice) => startOwn(engine, dir, onNotice),
    stop: () => stopOwn(engine, dir),
    reset: () => resetOwn(engine, dir),
    status: () => ownStatus(engine, dir),
  });
  if (choice === "neo4j") {
    return serverOf((await import("./neo4j/neo4j_server.ts")).ownNeo4j(settings));
  }
  return serverOf((await import("./falkordb/falkordb_server.ts")).ownFalkorDB);
}
