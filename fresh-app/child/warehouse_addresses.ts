/** Where the warehouse's stores are, from what is noted on this machine: nothing is started for it. */
import { reasonOf } from "../../lib/base/errors.ts";
import type { OnNotice } from "../../lib/base/notice.ts";
import { pause } from "../../lib/base/pause.ts";
import type { Settings } from "../../lib/base/settings.ts";
import { embeddedOptions, urlOf } from "../../lib/clickhouse/database.ts";
import { loadServer } from "../../lib/clickhouse/server/state_file.ts";
import { neo4jAddress } from "../../lib/graph/neo4j/neo4j_address.ts";
import { ownGraphServer } from "../../lib/graph/with_graph.ts";
import type { Queries } from "../../lib/warehouse/queries/query.ts";
import { resultFile } from "../../lib/warehouse/results.ts";
import { parquetFile, placeIn } from "../../lib/warehouse/place.ts";
import type { GraphAddress, WarehouseAddresses } from "../data/warehouse/addresses.ts";

/** Of a Neo4j whose address names none. */
const boltPort = 7687;

/** So often it is looked whether a store was made, or got another port. */
const look_ms = 2000;

/** The addresses as they are noted now. A note that cannot be read is none, and told. */
export async function warehouseAddresses(
  settings: Settings,
  queries: Queries,
  onNotice: OnNotice,
): Promise<WarehouseAddresses> {
  const noted = <T>(load: Promise<T | undefined>) =>
    load.catch((error) => {
      onNotice(reasonOf(error));
      return undefined;
    });
  const [server, graph] = await Promise.all([
    noted(loadServer(embeddedOptions(settings).dir)),
    noted(graphAddress(settings)),
  ]);
  const local = server && urlOf(server);
  const columns = settings.clickHouseUrl ?? local;
  const place = placeIn(settings.dataDir);
  return {
    ...(columns && { columns }),
    ...(local && { local }),
    ...(graph && { graph }),
    results: resultFile(place, "spark_ml_recommendations"),
    recommendations: parquetFile(place, "recommendations"),
    queries,
  };
}

/** The graph that the settings name, else ours: FalkorDB, or Neo4j where only that was made. */
async function graphAddress(settings: Settings): Promise<GraphAddress | undefined> {
  const named = neo4jAddress(settings);
  if (named) return { engine: "neo4j", server: named };
  const falkordb = await (await ownGraphServer(settings, "falkordb")).address();
  if (falkordb) return { engine: "falkordb", server: falkordb };
  const neo4j = await (await ownGraphServer(settings, "neo4j")).address();
  if (!neo4j) return undefined;
  const login = { user: "neo4j", password: neo4j.password };
  return { engine: "neo4j", server: { uri: `bolt://127.0.0.1:${neo4j.port}`, login } };
}

/** To which servers a process must be able to connect for them, as `host:port`. */
export function serversOf({ columns, local, graph }: WarehouseAddresses): string[] {
  const urls = [columns, local].flatMap((url) => url === undefined ? [] : [new URL(url)]);
  const servers = urls.map(({ hostname, port, protocol }) =>
    `${hostname}:${port || (protocol === "https:" ? 443 : 80)}`
  );
  if (graph?.engine === "falkordb") servers.push(`127.0.0.1:${graph.server.port}`);
  if (graph?.engine === "neo4j") {
    const { host, port } = new URL(graph.server.uri.replace(/^.*:\/\//, "http://"));
    servers.push(port ? host : `${host}:${boltPort}`);
  }
  return [...new Set(servers)];
}

/** Waits until other addresses are noted, or for `signal`. */
export async function addressesChanged(
  known: WarehouseAddresses,
  settings: Settings,
  signal: AbortSignal,
): Promise<void> {
  const before = JSON.stringify(known);
  while (!signal.aborted) {
    await pause(look_ms);
    const now = await warehouseAddresses(settings, known.queries, () => {});
    if (JSON.stringify(now) !== before) return;
  }
}
