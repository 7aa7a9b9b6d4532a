/** The graph among the servers: FalkorDB. */
import { UsageError } from "../../lib/base/errors.ts";
import {
  falkordbStatus,
  resetFalkorDB,
  startFalkorDB,
  stopFalkorDB,
} from "../../lib/graph/falkordb/falkordb_server.ts";
import { falkordbDir } from "../../lib/graph/with_graph.ts";
import { notice } from "../shared/cli.ts";
import { notRunning, removed, type Server, statusLine } from "./server.ts";

export const graph: Server = {
  what: "a FalkorDB",
  async start(settings) {
    const { port } = await startFalkorDB(falkordbDir(settings), notice);
    return `FalkorDB runs on 127.0.0.1, port ${port}.`;
  },
  async stop(settings) {
    const stopped = await stopFalkorDB(falkordbDir(settings));
    return stopped ? "Stopped FalkorDB." : "It was not running.";
  },
  async status(settings) {
    const status = await falkordbStatus(falkordbDir(settings));
    const { running, port, pid } = status;
    const line = running ? statusLine(`127.0.0.1:${port}`, "FalkorDB", pid) : notRunning("graph");
    return { json: status, lines: [line] };
  },
  async uri(settings, readOnly) {
    if (readOnly) throw new UsageError("Cannot use --read-only with graph: FalkorDB has one user");
    const { port, password } = await startFalkorDB(falkordbDir(settings), notice);
    return { uri: `redis://:${password}@127.0.0.1:${port}` };
  },
  async reset(settings) {
    const dir = falkordbDir(settings);
    return removed(await resetFalkorDB(dir), dir);
  },
};
