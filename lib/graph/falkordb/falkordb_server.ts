/** Our FalkorDB: a process whose data and password are in one folder, and which runs until it is stopped. */
import { join } from "node:path";
import { createClient } from "@redis/client";
import { z } from "zod";
import { DzError, FileError } from "../../base/errors.ts";
import { withFileLock } from "../../base/files/file_lock.ts";
import { writeFileWhole } from "../../base/files/replace_files.ts";
import type { OnNotice } from "../../base/notice.ts";
import { random } from "../../base/random.ts";
import { claimPorts, onFreePorts } from "../../servers/ports.ts";
import { PortTakenError } from "../../servers/port_taken_error.ts";
import { recordedProcess, recordProcess } from "../../servers/process_record.ts";
import { startServer } from "../../servers/start_server.ts";
import { stopProcess } from "../../servers/stop_process.ts";
import { GraphError } from "../errors.ts";
import { falkordbBinaries } from "./falkordb_binaries.ts";

/** Where it listens, on loopback, and its password. */
export interface FalkorDBAddress {
  readonly port: number;
  readonly password: string;
}

/** How it is. */
export interface FalkorDBStatus {
  readonly running: boolean;
  readonly port: number | null;
  readonly pid: number | null;
}

const savedAddress = z.object({ port: z.int(), password: z.string().min(1) });
/** Not 6379, where a Redis of the user's own may run. */
const firstPort = 26379;
/** So many ports there are to begin with. */
const portsToBegin = 1000;
const startTimeout_ms = 60_000;
const stopTimeout_ms = 20_000;

const addressFile = (dir: string) => join(dir, "falkordb.json");
const recordFile = (dir: string) => join(dir, "process.json");
const dataDirIn = (dir: string) => join(dir, "db");

/**
 * Starts FalkorDB, unless it runs; makes it on first use. Two callers at once end with one.
 *
 * @param dir its folder, such as `data/graph/falkordb`
 */
export async function startFalkorDB(dir: string, onNotice: OnNotice): Promise<FalkorDBAddress> {
  return await withLock(dir, async (real) => {
    const saved = await loadAddress(real);
    if (saved && await runningPid(real, saved) !== undefined) return saved;
    const binaries = await falkordbBinaries(onNotice);
    onNotice("Starting FalkorDB");
    const password = saved?.password ?? crypto.getRandomValues(new Uint8Array(24)).toHex();
    const start = async (port: number): Promise<FalkorDBAddress> => {
      const address = { port, password };
      await startOn(real, address, binaries);
      return address;
    };
    if (saved) {
      using claimed = claimPorts([saved.port]);
      try {
        if (claimed) return await start(saved.port);
      } catch (error) {
        if (!(error instanceof PortTakenError)) throw error;
      }
      onNotice("Another program has FalkorDB's port, which gets another; its data stay");
    }
    const first = firstPort + random(0, real).int(portsToBegin);
    return await onFreePorts(1, first, ([port = 0]) => start(port));
  });
}

async function startOn(
  dir: string,
  address: FalkorDBAddress,
  { server, module }: { readonly server: string; readonly module: string },
): Promise<void> {
  const { port, password } = address;
  const log = join(dir, "falkordb.log"), configuration = join(dir, "falkordb.conf");
  await Deno.mkdir(dataDirIn(dir), { recursive: true, mode: 0o700 });
  // In a file that only its owner can read: a command line is read by everybody.
  const lines = [
    ...["bind 127.0.0.1", `port ${port}`, `dir ${JSON.stringify(dataDirIn(dir))}`],
    ...[`requirepass ${password}`, "save 60 1", "stop-writes-on-bgsave-error no"],
    `loadmodule ${JSON.stringify(module)} TIMEOUT_MAX 0 TIMEOUT_DEFAULT 0`,
  ];
  await writeFileWhole(configuration, `${lines.join("\n")}\n`, { mode: 0o600 });
  await writeFileWhole(addressFile(dir), JSON.stringify(address), { mode: 0o600 });
  await startServer({
    name: `FalkorDB on port ${port}`,
    program: server,
    args: [configuration],
    detached: true,
    record: recordFile(dir),
    log,
    isReady: async () => await pidAt(address) !== undefined,
    timeout_ms: startTimeout_ms,
  });
}

/** Stops it cleanly; says whether it was running. */
export async function stopFalkorDB(dir: string): Promise<boolean> {
  if (!await isThere(dir)) return false;
  return await withLock(dir, async (real) => {
    const saved = await loadAddress(real);
    const pid = await runningPid(real, saved);
    if (pid === undefined) return false;
    // Redis then writes its data and ends.
    await stopProcess(pid, () => Promise.resolve(Deno.kill(pid, "SIGTERM")), stopTimeout_ms);
    return true;
  });
}

/**
 * Removes it with all of its data; says whether there was any.
 *
 * @throws {GraphError} if it runs
 */
export async function resetFalkorDB(dir: string): Promise<boolean> {
  if (!await isThere(dir)) return false;
  return await withLock(dir, async (real) => {
    const pid = await runningPid(real, await loadAddress(real).catch(() => undefined));
    if (pid !== undefined) {
      throw new GraphError(
        `Cannot remove ${dir}: in use by process ${pid}. Stop it first: ` +
          "`deno task servers stop graph`",
      );
    }
    await Deno.remove(real, { recursive: true });
    return true;
  });
}

/** How it is, without starting anything. */
export async function falkordbStatus(dir: string): Promise<FalkorDBStatus> {
  const saved = await loadAddress(dir);
  const pid = await runningPid(dir, saved) ?? null;
  return { running: pid !== null, port: saved?.port ?? null, pid };
}

/** Its process: the noted one, or one that answers to our password, whose starter was killed before it noted it. */
async function runningPid(dir: string, saved?: FalkorDBAddress): Promise<number | undefined> {
  const noted = await recordedProcess(recordFile(dir));
  if (noted) return noted.pid;
  const pid = saved && await pidAt(saved);
  if (pid) await recordProcess(recordFile(dir), pid);
  return pid;
}

/** The process that answers there to that password. */
async function pidAt({ port, password }: FalkorDBAddress): Promise<number | undefined> {
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

/** Where it listens, if it was ever made. */
export async function loadAddress(dir: string): Promise<FalkorDBAddress | undefined> {
  const path = addressFile(dir);
  let text;
  try {
    text = await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw FileError.from(`Cannot read ${path}`, error);
  }
  try {
    return savedAddress.parse(JSON.parse(text));
  } catch (error) {
    throw new GraphError(
      `Cannot understand ${path}, which says where FalkorDB listens. ` +
        "`deno task servers reset graph` begins anew, and deletes the data",
      { cause: error },
    );
  }
}

const isThere = (path: string) => Deno.stat(path).then(() => true, () => false);

async function withLock<T>(dir: string, action: (dir: string) => Promise<T>): Promise<T> {
  try {
    await Deno.mkdir(dir, { recursive: true, mode: 0o700 });
    const real = await Deno.realPath(dir);
    return await withFileLock(`${real}.lock`, () => action(real));
  } catch (error) {
    if (error instanceof DzError) throw error;
    throw FileError.from(`Cannot keep FalkorDB in ${dir}`, error);
  }
}
