/** MongoDB among the servers: the embedded replica set. */
import type { Settings } from "../../lib/base/settings.ts";
import { connect } from "../../lib/mongo/connect.ts";
import {
  type Access,
  completeEarlier,
  databaseUri,
  embeddedOptions,
} from "../../lib/mongo/database.ts";
import { DatabaseError } from "../../lib/mongo/errors.ts";
import { replicaSetUri } from "../../lib/mongo/server/replica_set.ts";
import {
  type EmbeddedStatus,
  embeddedStatus,
  resetEmbedded,
  startEmbedded,
  stopEmbedded,
} from "../../lib/mongo/server/embedded.ts";
import { loadEmbedded } from "../../lib/mongo/server/set_files.ts";
import { notice } from "../shared/cli.ts";
import { notRunning, refuseForeign, removed, type Server, statusLine } from "./server.ts";

/** The embedded replica set, unless the user has a server. */
function oursOf(settings: Settings) {
  refuseForeign("MONGODB_URI", settings.mongodbUri, "replica set");
  return embeddedOptions(settings);
}

export const mongo: Server = {
  what: "a MongoDB replica set of three members",
  async start(settings) {
    const { ports } = await startEmbedded(oursOf(settings), notice);
    return `The replica set runs on 127.0.0.1, ports ${ports.join(", ")}.`;
  },
  async stop(settings) {
    const stopped = await stopEmbedded(oursOf(settings).dir);
    return stopped === 0 ? "It was not running." : `Stopped ${stopped} members.`;
  },
  async status(settings) {
    const status = settings.mongodbUri
      ? await serverStatus(settings)
      : await embeddedStatus(embeddedOptions(settings).dir);
    const moved = status.members.find(({ movedFrom }) => movedFrom)?.movedFrom;
    // Members that would look for new files at the old place are not to be given any.
    if (!settings.mongodbUri && status.running && !moved) await completeEmbedded(settings);
    return {
      json: status,
      lines: [
        ...status.running ? [] : [notRunning("")],
        ...status.members.map(({ host, state, pid }) => statusLine(host, state, pid)),
        ...moved === undefined ? [] : [
          `They were started in ${moved}, and the folder was moved since: \`deno task servers ` +
          "start` starts them where it is now.",
        ],
      ],
    };
  },
  async uri(settings, readOnly) {
    const access: Access = readOnly ? "reader" : "owner";
    return { uri: await databaseUri(settings, access, notice), database: settings.database };
  },
  async reset(settings) {
    const { dir } = oursOf(settings);
    return removed(await resetEmbedded(dir), dir);
  },
};

async function serverStatus(settings: Settings) {
  await using connection = await connect(settings.mongodbUri ?? "", settings.database);
  await completeEarlier(settings, "owner", connection.db, notice);
  const { hosts = [], primary } = await connection.db.admin().command({ hello: 1 });
  const members: EmbeddedStatus["members"] = (hosts as string[]).map((host) => ({
    host,
    state: host === primary ? "PRIMARY" : "SECONDARY",
    pid: null,
  }));
  return { running: true, members };
}

/** Completes what a run had begun to publish, if the set can be written to now; status is told anyway. */
async function completeEmbedded(settings: Settings): Promise<void> {
  const set = await loadEmbedded(embeddedOptions(settings).dir);
  if (!set) return;
  try {
    const uri = replicaSetUri(set, "owner", settings.database);
    await using connection = await connect(uri, settings.database);
    await completeEarlier(settings, "owner", connection.db, notice);
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
  }
}
