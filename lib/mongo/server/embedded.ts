/**
 * The embedded replica set: three `mongod` processes whose data, log files, key file and passwords
 * are kept in one folder, and which go on running until they are stopped.
 */
import { join } from "node:path";
import { z } from "zod";
import { FileError } from "../../base/errors.ts";
import { random } from "../../base/random.ts";
import { DatabaseError } from "../errors.ts";
import { memberPid, startMember } from "./member.ts";
import type { OnNotice } from "../../base/notice.ts";
import { findMongod, type MongodSources, mongodVersion } from "./mongod_binary.ts";
import { accepts, freePorts } from "../../servers/ports.ts";
import { stopProcess } from "../../servers/stop_process.ts";
import { withFileLock } from "../../base/files/file_lock.ts";
import { waitUntil } from "../../base/wait_until.ts";
import { writeFileWhole } from "../../base/files/replace_files.ts";
import {
  initiate,
  memberStatuses,
  newUsers,
  randomSecret,
  type ReplicaSet,
  shutDown,
  waitForPrimary,
} from "./replica_set.ts";

/** Where the embedded replica set is kept and what it serves. */
export interface EmbeddedOptions {
  /** Its folder, such as `data/mongo`. */
  readonly dir: string;
  /** A database that its users are to be able to use, beside those that they can use already. */
  readonly database: string;
  readonly sources: MongodSources;
}

/** What `deno task servers status` shows. */
export interface EmbeddedStatus {
  readonly running: boolean;
  readonly members: readonly {
    readonly host: string;
    readonly state: string;
    readonly pid: number | null;
  }[];
}

const credentials = z.object({ user: z.string(), password: z.string() });
const savedSet = z.object({
  name: z.string(),
  ports: z.array(z.int()).length(3),
  users: z.object({ admin: credentials, owner: credentials, reader: credentials }),
});

/** Not 27017, where a MongoDB of the user's own may run. */
const firstPort = 27217;
/** So many blocks of ports there are to begin with. */
const portBlocks = 1000;
const stopTimeout_ms = 20_000;

/**
 * Starts what is not running of the embedded replica set; makes it on first use. Two callers at
 * once, in the same or in different processes, end with one replica set.
 *
 * @param onNotice told what takes time: fetching `mongod`, starting
 * @returns the set, with a primary
 */
export function startEmbedded(options: EmbeddedOptions, onNotice: OnNotice): Promise<ReplicaSet> {
  const { dir, database } = options;
  return withLock(dir, async () => {
    const existing = await loadEmbedded(dir);
    const stopped = existing ? await stoppedMembers(dir, existing) : [0, 1, 2];
    const databases = await setUpFor(dir);
    if (existing && stopped.length === 0 && databases.includes(database)) return existing;
    const mongod = stopped.length > 0 ? await findMongod(options.sources, onNotice) : undefined;
    const set = existing ?? await createSet(dir);
    if (mongod) await startMembers(mongod, stopped, set, dir, onNotice);
    else if (databases.length > 0) onNotice(`Adding the database ${database} to the replica set`);
    else onNotice("Completing a replica set whose start was interrupted");
    for (const port of set.ports) {
      await waitUntil(
        `a member listens on port ${port}`,
        async () => await accepts(port) || undefined,
      );
    }
    if (databases.includes(database)) await waitForPrimary(set);
    else await initiate(set, database);
    await noteSetUpFor(dir, [...new Set([...databases, database])]);
    return set;
  });
}

/** Starts those members, by their numbers. */
async function startMembers(
  mongod: string,
  stopped: readonly number[],
  set: ReplicaSet,
  dir: string,
  onNotice: OnNotice,
): Promise<void> {
  const { length } = set.ports;
  onNotice(
    stopped.length < length
      ? `Restarting ${stopped.length} of ${length} members`
      : `Starting a replica set of ${length} members, MongoDB ${await mongodVersion(mongod)}`,
  );
  const started = await Promise.allSettled(stopped.map((index) =>
    startMember({
      mongod,
      dir: memberDir(dir, index),
      port: set.ports[index] ?? 0,
      replicaSet: set.name,
      keyFile: keyFile(dir),
      detached: true,
    })
  ));
  for (const outcome of started) if (outcome.status === "rejected") throw outcome.reason;
}

/** Stops every member cleanly; says how many were running. */
export async function stopEmbedded(dir: string): Promise<number> {
  if (!await isThere(dir)) return 0;
  return await withLock(dir, async () => {
    const set = await loadEmbedded(dir);
    return set ? await stopMembers(dir, (port) => shutDown(set, port), set.ports) : 0;
  });
}

/** Stops the set and removes its data; says whether there was any. */
export async function resetEmbedded(dir: string): Promise<boolean> {
  if (!await isThere(dir)) return false;
  return await withLock(dir, async () => {
    const set = await loadEmbedded(dir).catch(() => undefined); // damaged: nobody can log in
    if (set) await stopMembers(dir, (port) => shutDown(set, port), set.ports);
    else await stopMembers(dir, () => Promise.resolve(), [0, 0, 0], 0);
    await Deno.remove(dir, { recursive: true }).catch((error) => {
      if (error instanceof Deno.errors.NotFound) return;
      throw FileError.from(`Cannot remove ${dir}`, error);
    });
    return true;
  });
}

/** Asks each running member to stop, and kills it if it does not; says how many were running. */
async function stopMembers(
  dir: string,
  ask: (port: number) => Promise<void>,
  ports: readonly number[],
  timeout_ms = stopTimeout_ms,
): Promise<number> {
  const pids = await Promise.all(ports.map((_, index) => memberPid(memberDir(dir, index))));
  await Promise.all(pids.map(async (pid, index) => {
    if (pid !== undefined) await stopProcess(pid, () => ask(ports[index] ?? 0), timeout_ms);
  }));
  return pids.filter((pid) => pid !== undefined).length;
}

/** How the members are. */
export async function embeddedStatus(dir: string): Promise<EmbeddedStatus> {
  const set = await loadEmbedded(dir);
  if (!set) return { running: false, members: [] };
  const pids = await Promise.all(set.ports.map((_, index) => memberPid(memberDir(dir, index))));
  const running = pids.some((pid) => pid !== undefined);
  const statuses = running ? await memberStatuses(set).catch(() => []) : [];
  const members = set.ports.map((port, index) => {
    const pid = pids[index] ?? null;
    const host = `127.0.0.1:${port}`;
    const state = statuses.find((status) => status.host === host)?.state ?? "UNKNOWN";
    return { host, state: pid === null ? "DOWN" : state, pid };
  });
  return { running, members };
}

const keyFile = (dir: string) => join(dir, "keyfile");
const setFile = (dir: string) => join(dir, "replica_set.json");
const setUpMarker = (dir: string) => join(dir, "set_up_for");
const memberDir = (dir: string, index: number) => join(dir, `member${index}`);
const isThere = (path: string) => Deno.stat(path).then(() => true, () => false);

/** Numbers of the members that have no process. */
async function stoppedMembers(dir: string, set: ReplicaSet): Promise<number[]> {
  const pids = await Promise.all(set.ports.map((_, index) => memberPid(memberDir(dir, index))));
  return pids.flatMap((pid, index) => pid === undefined ? [index] : []);
}

/** The databases that the users of the set, which was initiated to the end, may use. */
async function setUpFor(dir: string): Promise<string[]> {
  const text = await Deno.readTextFile(setUpMarker(dir)).catch(() => "");
  return text.split("\n").filter(Boolean);
}

/** Notes them, a name a line. */
function noteSetUpFor(dir: string, databases: readonly string[]): Promise<void> {
  return writeFileWhole(setUpMarker(dir), databases.join("\n"));
}

/** The set as it is, without starting anything; `undefined` if none was ever made. */
export async function loadEmbedded(dir: string): Promise<ReplicaSet | undefined> {
  let text;
  try {
    text = await Deno.readTextFile(setFile(dir));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw FileError.from(`Cannot read ${setFile(dir)}`, error);
  }
  try {
    return savedSet.parse(JSON.parse(text));
  } catch (error) {
    throw new DatabaseError(
      `Cannot understand ${setFile(dir)}, which describes the embedded replica set. ` +
        "`deno task servers reset` begins anew, and deletes the data",
      { cause: error },
    );
  }
}

/** Chooses ports and secrets and keeps them where only the owner can read. */
async function createSet(dir: string): Promise<ReplicaSet> {
  // Sets in other folders begin elsewhere: two that start at once, or one that was stopped, keep their ports.
  const first = firstPort + 3 * random(0, dir).int(portBlocks);
  const set = { name: "dzstore", ports: freePorts(3, first), users: newUsers() };
  await writeSecret(keyFile(dir), randomSecret(96));
  await writeSecret(setFile(dir), JSON.stringify(set, null, 2));
  return set;
}

/** Writes a file that only its owner can read, whole or not at all. */
async function writeSecret(path: string, text: string): Promise<void> {
  await Deno.writeTextFile(`${path}.tmp`, text, { mode: 0o600 });
  await Deno.rename(`${path}.tmp`, path);
}

/** Runs `action` while no other process does so for the same folder. */
async function withLock<T>(dir: string, action: () => Promise<T>): Promise<T> {
  let isOurs = false;
  try {
    await Deno.mkdir(dir, { recursive: true, mode: 0o700 });
    return await withFileLock(`${dir}.lock`, () => {
      isOurs = true;
      return action();
    });
  } catch (error) {
    throw isOurs ? error : FileError.from(`Cannot keep the database in ${dir}`, error);
  }
}
