/** Our FalkorDB: Redis with a module. */
import { join } from "node:path";
import { createClient } from "@redis/client";
import { writeFileWhole } from "../../base/files/replace_files.ts";
import type { OwnAddress, OwnEngine } from "../own_server.ts";
import { type FalkorDBBinaries, falkordbBinaries } from "./falkordb_binaries.ts";

/** What is run, and how. */
export const ownFalkorDB: OwnEngine<FalkorDBBinaries> = {
  name: "FalkorDB",
  addressFile: "falkordb.json",
  firstPort: 26379, // not 6379, where a Redis of the user's own may run
  startTimeout_ms: 60_000,
  prepare: falkordbBinaries,
  async configure(dir, { port, password }, { server, module }) {
    const data = join(dir, "db"), configuration = join(dir, "falkordb.conf");
    await Deno.mkdir(data, { recursive: true, mode: 0o700 });
    const lines = [
      ...["bind 127.0.0.1", `port ${port}`, `dir ${JSON.stringify(data)}`],
      ...[`requirepass ${password}`, "save 60 1", "stop-writes-on-bgsave-error no"],
      `loadmodule ${JSON.stringify(module)} TIMEOUT_MAX 0 TIMEOUT_DEFAULT 0`,
    ];
    await writeFileWhole(configuration, `${lines.join("\n")}\n`, { mode: 0o600 });
    return { program: server, args: [configuration], log: join(dir, "falkordb.log") };
  },
  pidAt,
};

async function pidAt({ port, password }: OwnAddress): Promise<number | undefined> {
  const socket = { host: "127.0.0.1", port, reconnectStrategy: false } as const;
  const client = createClient({ socket, password });
  client.on("error", () => {}); // told by what is awaited, too
  try {
    await client.connect();
    return Number(/process_id:(\d+)/.exec(await client.info("server"))?.[1]) || undefined;
  } catch {
    return undefined; // nobody, somebody else, or not ready yet
  } finally {
    if (client.isOpen) client.destroy();
  }
}
