/** The graphs among the servers: FalkorDB, and Neo4j for who asks for it. */
import { UsageError } from "../../lib/base/errors.ts";
import type { Settings } from "../../lib/base/settings.ts";
import { type GraphChoice, ownGraphServer } from "../../lib/graph/with_graph.ts";
import { notice } from "../shared/cli.ts";
import { notRunning, removed, type Server, statusLine } from "./server.ts";

const choices: readonly GraphChoice[] = ["falkordb", "neo4j"];

/** One engine; what is stopped and shown is all. */
const serverOf = (
  choice: GraphChoice,
  { what, name, login }: {
    readonly what: string;
    /** What it is called here. */
    readonly name: string;
    /** Its scheme, and who logs in. */
    readonly login: string;
  },
): Server => ({
  what,
  async start(settings) {
    const server = await ownGraphServer(settings, choice);
    const { port } = await server.start(notice);
    return `${server.name} runs on 127.0.0.1, port ${port}.`;
  },
  stop: (settings) => stopped([choice], settings),
  async status(settings) {
    const server = await ownGraphServer(settings, choice);
    const status = await server.status();
    const { running, port, pid } = status;
    const line = running ? statusLine(`127.0.0.1:${port}`, server.name, pid) : notRunning(name);
    return { json: status, lines: [line] };
  },
  async uri(settings, readOnly) {
    const server = await ownGraphServer(settings, choice);
    if (readOnly) {
      throw new UsageError(`Cannot use --read-only with ${name}: ${server.name} has one user`);
    }
    const { port, password } = await server.start(notice);
    return { uri: `${login}:${password}@127.0.0.1:${port}` };
  },
  async reset(settings) {
    const { dir, reset } = await ownGraphServer(settings, choice);
    return removed(await reset(), dir);
  },
});

async function stopped(which: readonly GraphChoice[], settings: Settings): Promise<string> {
  const names: string[] = [];
  for (const choice of which) {
    const server = await ownGraphServer(settings, choice);
    if (await server.stop()) names.push(server.name);
  }
  return names.length > 0 ? `Stopped ${names.join(" and ")}.` : "It was not running.";
}

export const neo4j: Server = serverOf("neo4j", {
  ...{ what: "a Neo4j", name: "neo4j", login: "bolt://neo4j" },
});

const falkordb = serverOf("falkordb", {
  ...{ what: "a FalkorDB", name: "graph", login: "redis://" },
});

export const graph: Server = {
  ...falkordb,
  stop: (settings) => stopped(choices, settings),
  async status(settings) {
    const [one, other] = [await falkordb.status(settings), await neo4j.status(settings)];
    const second = other.json as { readonly running: boolean };
    const first = one.json as { readonly running: boolean };
    const lines = [
      ...(first.running || !second.running ? one.lines : []),
      ...(second.running ? other.lines : []),
    ];
    return { json: { ...first, neo4j: second }, lines };
  },
};
