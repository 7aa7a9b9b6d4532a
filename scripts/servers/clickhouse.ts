/** ClickHouse among the servers. */
import { UsageError } from "../../lib/base/errors.ts";
import type { Settings } from "../../lib/base/settings.ts";
import { clickHouseUrl, embeddedOptions, withClickHouse } from "../../lib/clickhouse/database.ts";
import {
  embeddedStatus,
  resetEmbedded,
  startEmbedded,
  stopEmbedded,
} from "../../lib/clickhouse/server/embedded.ts";
import { notice } from "../shared/cli.ts";
import { notRunning, refuseForeign, removed, type Server, statusLine } from "./server.ts";

/** The folder of the embedded one, unless the user has a server. */
function folderOf(settings: Settings): string {
  refuseForeign("CLICKHOUSE_URL", settings.clickHouseUrl, "ClickHouse");
  return embeddedOptions(settings).dir;
}

export const clickhouse: Server = {
  what: "a ClickHouse",
  async start(settings) {
    folderOf(settings);
    const { port } = await startEmbedded(embeddedOptions(settings), notice);
    return `ClickHouse runs on 127.0.0.1, port ${port}.`;
  },
  async stop(settings) {
    return await stopEmbedded(folderOf(settings)) ? "Stopped ClickHouse." : "It was not running.";
  },
  async status(settings) {
    if (settings.clickHouseUrl) return await statusOfTheirs(settings, settings.clickHouseUrl);
    const status = await embeddedStatus(embeddedOptions(settings).dir);
    const { running, port, pid } = status;
    const line = running
      ? statusLine(`127.0.0.1:${port}`, "ClickHouse", pid)
      : notRunning("clickhouse");
    return { json: status, lines: [line] };
  },
  async uri(settings, readOnly) {
    if (readOnly) throw new UsageError("Cannot use --read-only with clickhouse: it has one user");
    return { uri: await clickHouseUrl(settings, notice) };
  },
  async reset(settings) {
    const dir = folderOf(settings);
    return removed(await resetEmbedded(dir), dir);
  },
};

async function statusOfTheirs(settings: Settings, url: string) {
  const { host, port } = new URL(url);
  const [row] = await withClickHouse(
    settings,
    notice,
    ({ rows }) => rows<{ version: string }>("select version() as version"),
  );
  const line = statusLine(host, `ClickHouse ${row?.version}`, null).trimEnd();
  return { json: { running: true, port: Number(port) || null, pid: null }, lines: [line] };
}
