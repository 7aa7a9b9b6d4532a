/** The embedded ClickHouse: a process whose data are kept in one folder, and which goes on until it is stopped. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { OnNotice } from "../../base/notice.ts";
import { random } from "../../base/random.ts";
import { writersIn } from "../../servers/folder_users.ts";
import { claimPorts, onFreePorts } from "../../servers/ports.ts";
import { PortTakenError } from "../../servers/port_taken_error.ts";
import { recordedProcess, recordProcess } from "../../servers/process_record.ts";
import { isThere, removeServerFolder, withServerFolder } from "../../servers/server_folder.ts";
import { startServer } from "../../servers/start_server.ts";
import { stopProcess } from "../../servers/stop_process.ts";
import { ServerRunsError } from "../errors.ts";
import { askWho } from "./ask_who.ts";
import { findChdb, type LibrarySources } from "./chdb_library.ts";
import type { ChildOptions } from "./child/main.ts";
import { memoryOptions } from "./memory_options.ts";
import { loadServer, type SavedServer, saveServer, stateFile } from "./state_file.ts";

/** Where the embedded ClickHouse is kept. */
export interface EmbeddedOptions {
  /** Its folder, such as `data/clickhouse`. */
  readonly dir: string;
  readonly sources: LibrarySources;
}

/** What `deno task servers status clickhouse` shows. */
export interface EmbeddedStatus {
  readonly running: boolean;
  readonly port: number | null;
  readonly pid: number | null;
}

/** Not 8123, where a ClickHouse of the user's own may run. */
const firstPort = 28123;
/** So many ports there are to begin with. */
const portChoices = 1000;
const startTimeout_ms = 60_000;
const stopTimeout_ms = 20_000;
const user = "dzstore";
/** What its folder keeps. */
const kept = "ClickHouse";

const recordPath = (dir: string) => join(dir, "process.json");
const logPath = (dir: string) => join(dir, "server.log");
const storePath = (dir: string) => join(dir, "store");

/**
 * Starts the server if it does not run, and makes it on first use. Two callers at once, in the same or in
 * different processes, end with one server. If another program has its port it gets another one.
 *
 * @param onNotice told what takes time: fetching the library, starting
 */
export function startEmbedded(options: EmbeddedOptions, onNotice: OnNotice): Promise<SavedServer> {
  return withServerFolder(options.dir, kept, async (dir) => {
    const existing = await loadServer(dir);
    const process = existing && await processOf(dir, existing);
    if (existing && process && !process.movedFrom) return existing;
    if (process) {
      onNotice(
        `The folder was moved while ClickHouse ran, from ${process.movedFrom}: started anew`,
      );
      await end(process.pid);
    }
    const library = await findChdb(options.sources, onNotice);
    onNotice("Starting ClickHouse");
    if (existing) {
      using claimed = claimPorts([existing.port]);
      try {
        if (claimed) return await start(dir, library, existing);
      } catch (error) {
        if (!(error instanceof PortTakenError)) throw error;
      }
      onNotice("Another program has the port of ClickHouse, which gets another; its data stay");
    }
    const password = existing?.password ?? newPassword();
    const first = firstPort + random(0, dir).int(portChoices);
    return await onFreePorts(
      1,
      first,
      ([port = 0]) => start(dir, library, { port, user, password }),
    );
  });
}

async function start(dir: string, library: string, server: SavedServer): Promise<SavedServer> {
  await saveServer(dir, server);
  const { port } = server;
  const store = storePath(dir);
  await Deno.mkdir(store, { recursive: true, mode: 0o700 });
  const state = stateFile(dir);
  const told: ChildOptions = {
    library,
    port,
    state,
    engine: [`--path=${store}`, ...memoryOptions(Deno.systemMemoryInfo().total)],
  };
  const script = fileURLToPath(new URL("child/main.ts", import.meta.url));
  await startServer({
    name: `ClickHouse on port ${port}`,
    program: Deno.execPath(),
    args: [
      ...["run", "--no-config", "--no-lock", "--no-prompt", "--cached-only"],
      // What the library does by itself, on its own folder and on files that a statement names, is past these.
      ...["--allow-ffi", `--allow-net=127.0.0.1:${port}`, `--allow-read=${state}`],
      ...[script, JSON.stringify(told)],
    ],
    env: { NO_COLOR: "1" },
    detached: true,
    record: recordPath(dir),
    log: logPath(dir),
    isReady: async () => await askWho(server) !== undefined,
    timeout_ms: startTimeout_ms,
  });
  return server;
}

/** Stops the server in good order; says whether it ran. */
export async function stopEmbedded(dir: string): Promise<boolean> {
  if (!await isThere(dir)) return false;
  return await withServerFolder(dir, kept, async (dir) => {
    const server = await loadServer(dir).catch(() => undefined);
    const process = await processOf(dir, server);
    if (process) await end(process.pid);
    return process !== undefined;
  });
}

/**
 * Removes the server with all of its data; says whether there was any.
 *
 * @throws {ServerRunsError} if it runs
 */
export async function resetEmbedded(dir: string): Promise<boolean> {
  if (!await isThere(dir)) return false;
  return await withServerFolder(dir, kept, async (real) => {
    const server = await loadServer(real).catch(() => undefined);
    const pid = (await processOf(real, server))?.pid ?? writersIn(real)[0]?.pid;
    if (pid !== undefined) throw new ServerRunsError(dir, pid);
    await removeServerFolder(dir, real);
    return true;
  });
}

/** How the server is, without starting anything. */
export async function embeddedStatus(dir: string): Promise<EmbeddedStatus> {
  const server = await loadServer(dir);
  const process = server && await processOf(dir, server);
  return { running: process !== undefined, port: server?.port ?? null, pid: process?.pid ?? null };
}

/** The server's process: the noted one, or one that a starter left which was killed before it could note it. */
async function processOf(dir: string, server: SavedServer | undefined) {
  const noted = await recordedProcess(recordPath(dir));
  if (noted || !server) return noted;
  const pid = await askWho(server);
  if (pid === undefined) return undefined;
  await recordProcess(recordPath(dir), pid);
  return await recordedProcess(recordPath(dir));
}

const end = (pid: number) =>
  stopProcess(pid, () => Promise.resolve(Deno.kill(pid, "SIGTERM")), stopTimeout_ms);

const newPassword = () => crypto.getRandomValues(new Uint8Array(24)).toHex();
