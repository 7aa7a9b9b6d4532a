/** A store of graphs on FalkorDB. */
import { createClient, RESP_TYPES } from "@redis/client";
import { reasonOf } from "../../base/errors.ts";
import { waitUntil } from "../../base/wait_until.ts";
import { falkorReason, GraphQueryError, GraphServerError } from "../errors.ts";
import { batchesOf, type Graph, type GraphReader, type GraphStore } from "../graph.ts";
import type { OwnAddress } from "../own_server.ts";
import { requireVersion } from "../require_version.ts";
import type { GraphParameters, GraphRow } from "../values.ts";
import { withParameters } from "./literal.ts";
import { needsNames, type Reply, rowsOf } from "./reply.ts";

type Send = (...words: string[]) => Promise<Reply>;

/** The first whose replies and constraints are known here. */
const oldest = "4.10";

/**
 * Connects to a FalkorDB on loopback.
 *
 * @throws {GraphServerError} if it does not answer, refuses the password, or is too old
 */
export async function openFalkorDB({ port, password }: OwnAddress): Promise<GraphStore> {
  const server = `127.0.0.1:${port}`;
  const client = createClient({
    socket: { host: "127.0.0.1", port, reconnectStrategy: false },
    password,
    commandOptions: { typeMapping: { [RESP_TYPES.NUMBER]: String } },
  });
  client.on("error", () => {}); // told by what is awaited, too
  const advice = "`deno task servers start graph` starts it again";
  const send: Send = async (...words) => {
    try {
      return await client.sendCommand<Reply>(words);
    } catch (error) {
      if (client.isReady) throw error;
      throw new GraphServerError(server, `it has ended (${reasonOf(error)})`, advice);
    }
  };
  try {
    await client.connect();
  } catch (error) {
    const said = reasonOf(error);
    const reason = said.startsWith("WRONGPASS") ? "it refuses the password" : said;
    throw new GraphServerError(server, reason, advice);
  }
  const version = await versionOf(send);
  try {
    requireVersion(server, { name: "FalkorDB", version, oldest });
  } catch (error) {
    client.destroy();
    throw error;
  }
  const engine = `FalkorDB ${version}`;
  return {
    graph: (name) => graphOn(send, engine, name),
    [Symbol.asyncDispose]: () => {
      if (client.isOpen) client.destroy();
      return Promise.resolve();
    },
  };
}

/** The version, from a number such as 41603. */
async function versionOf(send: Send): Promise<string> {
  const modules = await send("MODULE", "LIST") as readonly (readonly string[])[];
  const graph = modules.find((module) => module[1] === "graph") ?? [];
  const number = Number(graph[graph.indexOf("ver") + 1] ?? 0);
  return [Math.floor(number / 10_000), Math.floor(number / 100) % 100, number % 100].join(".");
}

/** What a graph in the making is called, beside that of its name. */
const making = (name: string) => `${name}:new`;

function graphOn(send: Send, engine: string, name: string): Graph {
  return {
    ...readerOn(send, engine, name),
    write: (cypher, parameters) => run(send, "GRAPH.QUERY", name, cypher, parameters),
    async replace(schema, loads, { onProgress, check } = {}) {
      const made = making(name);
      await send("DEL", made); // what a killed run left
      const write = (cypher: string, parameters?: GraphParameters) =>
        run(send, "GRAPH.QUERY", made, cypher, parameters);
      await write("RETURN 1"); // makes it, also without anything in it
      for (const { label, property } of [...schema.keys, ...schema.indexes ?? []]) {
        await write(`CREATE INDEX FOR (n:\`${label}\`) ON (n.\`${property}\`)`);
      }
      for (const { label, property } of schema.keys) {
        const key = ["UNIQUE", "NODE", label, "PROPERTIES", "1", property];
        await send("GRAPH.CONSTRAINT", "CREATE", made, ...key);
      }
      await waitUntil("the graph has its keys", () => haveKeys(send, made, schema.keys.length));
      for (const { unit, cypher, rows, total } of loads) {
        const progress = onProgress?.(unit, total);
        let done = 0;
        for await (const batch of batchesOf(rows)) {
          await write(cypher, { rows: batch });
          progress?.update(done += batch.length);
        }
        progress?.end();
      }
      await check?.(readerOn(send, engine, made));
      await send("RENAME", made, name);
      await waitUntil("the graph is on the disk", () => save(send));
    },
  };
}

/** Saves all graphs, unless Redis does so by itself just now: then what it saves may be the old one. */
async function save(send: Send): Promise<true | undefined> {
  try {
    await send("SAVE");
    return true;
  } catch (error) {
    if (reasonOf(error).includes("save already in progress")) return undefined;
    throw error;
  }
}

function readerOn(send: Send, engine: string, name: string): GraphReader {
  return {
    engine,
    query: (cypher, parameters) => run(send, "GRAPH.RO_QUERY", name, cypher, parameters),
  };
}

async function haveKeys(send: Send, name: string, count: number): Promise<true | undefined> {
  const query = "CALL db.constraints() YIELD status RETURN status";
  const made = await run(send, "GRAPH.RO_QUERY", name, query);
  const ready = made.filter(({ status }) => status === "OPERATIONAL");
  return ready.length >= count || undefined;
}

async function run(
  send: Send,
  command: "GRAPH.QUERY" | "GRAPH.RO_QUERY",
  name: string,
  cypher: string,
  parameters: GraphParameters = {},
): Promise<GraphRow[]> {
  try {
    const reply = await send(command, name, withParameters(cypher, parameters), "--compact");
    if (!needsNames(reply)) return rowsOf(reply);
    // Asked for anew: another process may have put a graph with other names in place of this one.
    const keys = await send("GRAPH.RO_QUERY", name, "CALL db.propertyKeys()", "--compact");
    return rowsOf(reply, rowsOf(keys).map(({ propertyKey }) => String(propertyKey)));
  } catch (error) {
    if (error instanceof GraphServerError) throw error;
    const said = reasonOf(error);
    if (said.includes("empty key") && command === "GRAPH.RO_QUERY") {
      throw new GraphQueryError(cypher, `the graph ${name} was never loaded`, { cause: error });
    }
    const reason = said.includes("read-only queries")
      ? "it writes, and readers may not"
      : falkorReason(said);
    throw new GraphQueryError(cypher, reason, { cause: error });
  }
}
