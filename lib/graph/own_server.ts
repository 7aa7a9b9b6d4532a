/** A server of graphs of our own: a process whose data and password are in one folder, and which runs until stopped. */
import { join } from "node:path";
import { z } from "zod";
import { readSaved } from "../base/files/read_saved.ts";
import { writeFileWhole } from "../base/files/replace_files.ts";
import type { OnNotice } from "../base/notice.ts";
import { random } from "../base/random.ts";
import { PortTakenError } from "../servers/port_taken_error.ts";
import { claimPorts, onFreePorts } from "../servers/ports.ts";
import { recordedProcess, recordProcess } from "../servers/process_record.ts";
import { isThere, removeServerFolder, withServerFolder } from "../servers/server_folder.ts";
import { startServer } from "../servers/start_server.ts";
import { stopProcess } from "../servers/stop_process.ts";
import { GraphError } from "./errors.ts";

/** Where it listens, on loopback, and its password. */
export interface OwnAddress {
  readonly port: number;
  readonly password: string;
}

/** How it is. */
export interface OwnStatus {
  readonly running: boolean;
  readonly port: number | null;
  readonly pid: number | null;
}

/** A program with what it is handed. */
export interface Launch {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The file of its log. */
  readonly log: string;
}

/** What makes an engine a server of ours. */
export interface OwnEngine<P> {
  /** Such as `FalkorDB`. */
  readonly name: string;
  /** The file in its folder that keeps its address: `falkordb.json`. */
  readonly addressFile: string;
  /** Ports from here on are its. */
  readonly firstPort: number;
  readonly startTimeout_ms: number;
  /** Finds or fetches what is run. */
  prepare(onNotice: OnNotice): Promise<P>;
  /** Writes its settings; no secret may stand in its arguments, which everybody reads. */
  configure(dir: string, address: OwnAddress, prepared: P): Promise<Launch>;
  /** The process that answers there to that password, once it can be used. */
  pidAt(address: OwnAddress): Promise<number | undefined>;
}

const savedAddress = z.object({ port: z.int(), password: z.string().min(1) });
/** So many ports there are to begin with. */
const portsToBegin = 1000;
const stopTimeout_ms = 30_000;

const recordFile = (dir: string) => join(dir, "process.json");

/**
 * Starts the server, unless it runs; makes it on first use. Two callers at once end with one.
 *
 * @param dir its folder, such as `data/graph/falkordb`
 */
export async function startOwn<P>(
  engine: OwnEngine<P>,
  dir: string,
  onNotice: OnNotice,
): Promise<OwnAddress> {
  return await withServerFolder(dir, engine.name, async (real) => {
    const saved = await loadAddress(engine, real);
    if (saved && await runningPid(engine, real, saved) !== undefined) return saved;
    const prepared = await engine.prepare(onNotice);
    onNotice(`Starting ${engine.name}`);
    const password = saved?.password ?? crypto.getRandomValues(new Uint8Array(24)).toHex();
    const start = async (port: number): Promise<OwnAddress> => {
      const address = { port, password };
      await startOn(engine, real, address, prepared);
      return address;
    };
    if (saved) {
      using claimed = claimPorts([saved.port]);
      try {
        if (claimed) return await start(saved.port);
      } catch (error) {
        if (!(error instanceof PortTakenError)) throw error;
      }
      onNotice(
        `Another program has ${engine.name}'s port, which gets another; its data stay`,
      );
    }
    const first = engine.firstPort + random(0, real).int(portsToBegin);
    return await onFreePorts(1, first, ([port = 0]) => start(port));
  });
}

async function startOn<P>(
  engine: OwnEngine<P>,
  dir: string,
  address: OwnAddress,
  prepared: P,
): Promise<void> {
  await writeFileWhole(join(dir, engine.addressFile), JSON.stringify(address), { mode: 0o600 });
  await startServer({
    ...await engine.configure(dir, address, prepared),
    name: `${engine.name} on port ${address.port}`,
    detached: true,
    record: recordFile(dir),
    isReady: async () => await engine.pidAt(address) !== undefined,
    timeout_ms: engine.startTimeout_ms,
  });
}

/** Stops it cleanly; says whether it was running. */
export async function stopOwn<P>(engine: OwnEngine<P>, dir: string): Promise<boolean> {
  if (!await isThere(dir)) return false;
  return await withServerFolder(dir, engine.name, async (real) => {
    const pid = await runningPid(engine, real, await loadAddress(engine, real));
    if (pid === undefined) return false;
    // It then writes its data and ends.
    await stopProcess(pid, () => Promise.resolve(Deno.kill(pid, "SIGTERM")), stopTimeout_ms);
    return true;
  });
}

/**
 * Removes it with all of its data; says whether there was any.
 *
 * @throws {GraphError} if it runs
 */
export async function resetOwn<P>(engine: OwnEngine<P>, dir: string): Promise<boolean> {
  if (!await isThere(dir)) return false;
  return await withServerFolder(dir, engine.name, async (real) => {
    const saved = await loadAddress(engine, real).catch(() => undefined);
    const pid = await runningPid(engine, real, saved);
    if (pid !== undefined) {
      throw new GraphError(
        `Cannot remove ${dir}: in use by process ${pid}. Stop it first: ` +
          "`deno task servers stop graph`",
      );
    }
    await removeServerFolder(dir, real);
    return true;
  });
}

/** How it is, without starting anything. */
export async function ownStatus<P>(engine: OwnEngine<P>, dir: string): Promise<OwnStatus> {
  const saved = await loadAddress(engine, dir);
  const pid = await runningPid(engine, dir, saved) ?? null;
  return { running: pid !== null, port: saved?.port ?? null, pid };
}

/** Its process: the noted one, or one that answers to our password, whose starter was killed before it noted it. */
async function runningPid<P>(
  engine: OwnEngine<P>,
  dir: string,
  saved?: OwnAddress,
): Promise<number | undefined> {
  const noted = await recordedProcess(recordFile(dir));
  if (noted) return noted.pid;
  const pid = saved && await engine.pidAt(saved);
  if (pid) await recordProcess(recordFile(dir), pid);
  return pid;
}

/** Where it listens, if it was ever made. */
export async function loadAddress<P>(
  { name, addressFile }: Pick<OwnEngine<P>, "name" | "addressFile">,
  dir: string,
): Promise<OwnAddress | undefined> {
  const path = join(dir, addressFile);
  return await readSaved(path, savedAddress, (options) =>
    new GraphError(
      `Cannot understand ${path}, which says where ${name} listens. ` +
        "`deno task servers reset graph` begins anew, and deletes the data",
      options,
    ));
}
