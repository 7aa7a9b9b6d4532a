/** `deno task servers`: the servers that tasks start: the embedded replica set, and the graph. */
import { Argument } from "commander";
import { readSettings, type Settings } from "../lib/base/settings.ts";
import { DzError, UsageError } from "../lib/base/errors.ts";
import {
  falkordbStatus,
  resetFalkorDB,
  startFalkorDB,
  stopFalkorDB,
} from "../lib/graph/falkordb/falkordb_server.ts";
import { falkordbDir } from "../lib/graph/with_graph.ts";
import { connect } from "../lib/mongo/connect.ts";
import {
  type Access,
  completeEarlier,
  databaseUri,
  embeddedOptions,
} from "../lib/mongo/database.ts";
import { DatabaseError } from "../lib/mongo/errors.ts";
import { replicaSetUri } from "../lib/mongo/server/replica_set.ts";
import {
  type EmbeddedStatus,
  embeddedStatus,
  resetEmbedded,
  startEmbedded,
  stopEmbedded,
} from "../lib/mongo/server/embedded.ts";
import { loadEmbedded } from "../lib/mongo/server/set_files.ts";
import { maskAddress } from "../lib/base/text/without_secrets.ts";
import { command, examples, notice, print, remark, run } from "./shared/cli.ts";

/** Read when a command runs, so that a wrong variable is one line, and `--help` works all the same. */
const settingsNow = () => readSettings(Deno.env.toObject());

/** The settings of a command that is about the embedded replica set only. */
function embeddedSettings(): Settings {
  const settings = settingsNow();
  if (settings.mongodbUri) {
    throw new DzError(
      `MONGODB_URI names a server (${
        maskAddress(settings.mongodbUri)
      }), which this command leaves ` +
        `alone. Unset MONGODB_URI to use the embedded replica set`,
    );
  }
  return settings;
}

const program = command(
  "servers",
  "The servers that tasks start, kept under data/: mongo, a MongoDB replica set of three members; " +
    "graph, a FalkorDB",
);

type ServerName = "mongo" | "graph";

/** A command that is about one of the servers. */
const serverCommand = (name: string, description: string) =>
  program.command(name).description(description)
    .addArgument(new Argument("[server]", "which").choices(["mongo", "graph"]).default("mongo"));

serverCommand("start", "start it, or what is down of it").action(async (server: ServerName) => {
  if (server === "graph") {
    const { port } = await startFalkorDB(falkordbDir(settingsNow()), notice);
    return print(`FalkorDB runs on 127.0.0.1, port ${port}.`);
  }
  const { ports } = await startEmbedded(embeddedOptions(embeddedSettings()), notice);
  print(`The replica set runs on 127.0.0.1, ports ${ports.join(", ")}.`);
});

serverCommand("stop", "stop it; the data stays").action(async (server: ServerName) => {
  if (server === "graph") {
    const stopped = await stopFalkorDB(falkordbDir(settingsNow()));
    return print(stopped ? "Stopped FalkorDB." : "It was not running.");
  }
  const stopped = await stopEmbedded(embeddedOptions(embeddedSettings()).dir);
  print(stopped === 0 ? "It was not running." : `Stopped ${stopped} members.`);
});

serverCommand("status", "show its members")
  .option("--json", "print JSON")
  .action(async (server: ServerName, { json }: { json?: true }) => {
    const settings = settingsNow();
    if (server === "graph") return await showGraph(settings, json);
    const status = settings.mongodbUri
      ? await serverStatus(settings)
      : await embeddedStatus(embeddedOptions(settings).dir);
    const moved = status.members.find(({ movedFrom }) => movedFrom)?.movedFrom;
    // Members that would look for new files at the old place are not to be given any.
    if (!settings.mongodbUri && status.running && !moved) await completeEmbedded(settings);
    if (json) return print(JSON.stringify(status));
    if (!status.running) print("Not running. `deno task servers start` starts it.");
    for (const { host, state, pid } of status.members) {
      print(`${host.padEnd(24)} ${state.padEnd(12)} ${pid === null ? "" : `process ${pid}`}`);
    }
    if (moved) {
      print(
        `They were started in ${moved}, and the folder was moved since: \`deno task servers start\` ` +
          "starts them where it is now.",
      );
    }
  });

serverCommand(
  "uri",
  "print its connection string, starting it if need be (with the password, unless shown on a terminal)",
)
  .option("--json", 'print {"uri", "database"}')
  .option("--read-only", "for the user that may only read")
  .option("--show-password", "show the password on a terminal, too")
  .action(async (server: ServerName, flags: UriFlags) => {
    const settings = settingsNow();
    const uri = await (server === "graph" ? graphUri : mongoUri)(settings, flags);
    if (flags.json) {
      return print(
        JSON.stringify(server === "graph" ? { uri } : { uri, database: settings.database }),
      );
    }
    const masked = Deno.stdout.isTerminal() && !flags.showPassword && uri !== maskAddress(uri);
    print(masked ? maskAddress(uri) : uri);
    if (masked) notice("The password is hidden on a terminal; --show-password shows it.");
  });

serverCommand("reset", "delete it with all of its data; it has to be stopped").action(
  async (server: ServerName) => {
    const [dir, reset] = server === "graph"
      ? [falkordbDir(settingsNow()), resetFalkorDB] as const
      : [embeddedOptions(embeddedSettings()).dir, resetEmbedded] as const;
    print(await reset(dir) ? `Removed ${dir}.` : `There is nothing in ${dir}.`);
  },
);

interface UriFlags {
  readonly json?: true;
  readonly readOnly?: true;
  readonly showPassword?: true;
}

function mongoUri(settings: Settings, { readOnly }: UriFlags): Promise<string> {
  const access: Access = readOnly ? "reader" : "owner";
  return databaseUri(settings, access, notice);
}

async function graphUri(settings: Settings, { readOnly }: UriFlags): Promise<string> {
  if (readOnly) throw new UsageError("Cannot use --read-only with graph: FalkorDB has one user");
  const { port, password } = await startFalkorDB(falkordbDir(settings), notice);
  return `redis://:${password}@127.0.0.1:${port}`;
}

async function showGraph(settings: Settings, json?: true): Promise<void> {
  const status = await falkordbStatus(falkordbDir(settings));
  if (json) return print(JSON.stringify(status));
  const { running, port, pid } = status;
  print(
    running
      ? `${`127.0.0.1:${port}`.padEnd(24)} FalkorDB     process ${pid}`
      : "Not running. `deno task servers start graph` starts it.",
  );
}

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

examples(program, {
  "start": "start it, or what is down of it",
  "uri --read-only": "for Compass or mongosh, as the user that may only read",
});
remark(program, "`deno task db COMMAND` is short for `deno task servers COMMAND mongo`.");
await run(program);
