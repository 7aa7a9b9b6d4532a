/**
 * The embedded replica set: three `mongod` processes whose data, log files, key file and passwords
 * are kept in one folder, and which go on running until they are stopped.
 */
import type { OnNotice } from "../../base/notice.ts";
import { random } from "../../base/random.ts";
import { waitUntil } from "../../base/wait_until.ts";
import { strangersTo, writersIn } from "../../servers/folder_users.ts";
import { accepts, claimPorts, isFree, onFreePorts } from "../../servers/ports.ts";
import { PortTakenError } from "../../servers/port_taken_error.ts";
import { isThere, removeServerFolder, withServerFolder } from "../../servers/server_folder.ts";
import { stopProcess } from "../../servers/stop_process.ts";
import { FolderInUseError, MovedAwayError } from "../errors.ts";
import { adoptMember, memberHost, memberProcess, startMember } from "./member.ts";
import { findMongod, type MongodSources, mongodVersion } from "./mongod_binary.ts";
import { moveSet } from "./move_set.ts";
import { initiate, memberStatuses, newUsers, shutDown, waitForPrimary } from "./replica_set.ts";
import {
  keyFileIn,
  loadEmbedded,
  memberDirIn,
  noteSetUpFor,
  type SavedSet,
  saveSet,
  setUpFor,
} from "./set_files.ts";

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
    /** Where it was started, if the folder was moved since. */
    readonly movedFrom?: string;
  }[];
}

const everyMember = [0, 1, 2] as const;
/** Not 27017, where a MongoDB of the user's own may run. */
const firstPort = 27217;
/** So many blocks of ports there are to begin with. */
const portBlocks = 1000;
const stopTimeout_ms = 20_000;
/** What its folder keeps. */
const kept = "the database";

/**
 * Starts what is not running of the embedded replica set; makes it on first use. Two callers at
 * once, in the same or in different processes, end with one replica set. Members whose ports other
 * programs have get others, and the set keeps its data.
 *
 * @param onNotice told what takes time: fetching `mongod`, starting
 * @returns the set, with a primary
 */
export function startEmbedded(options: EmbeddedOptions, onNotice: OnNotice): Promise<SavedSet> {
  return withServerFolder(options.dir, kept, async (dir) => {
    const { database, sources } = options;
    const existing = await loadEmbedded(dir);
    await stopMoved(dir, existing, onNotice);
    const down = existing ? await membersDown(dir, existing) : everyMember;
    const databases = await setUpFor(dir);
    const isComplete = existing && down.length === 0 && !existing.isMoving;
    if (isComplete && databases.includes(database)) return existing;
    let set = existing;
    if (!set || down.length > 0) {
      refuseStrangers(dir);
      const mongod = await findMongod(sources, onNotice);
      onNotice(
        down.length < everyMember.length
          ? `Restarting ${down.length} of ${everyMember.length} members`
          : `Starting a replica set of 3 members, MongoDB ${await mongodVersion(mongod)}`,
      );
      set = await startMembers(mongod, dir, set, down, onNotice);
    } else if (databases.includes(database)) onNotice("Telling the replica set its new ports");
    else if (databases.length > 0) onNotice(`Adding the database ${database} to the replica set`);
    else onNotice("Completing a replica set whose start was interrupted");
    if (set.isMoving || !databases.includes(database)) await allListen(set);
    if (set.isMoving) {
      await moveSet(set.ports, keyFileIn(dir));
      set = { name: set.name, ports: set.ports, users: set.users };
      await waitForPrimary(set);
      await saveSet(dir, set);
    }
    if (databases.includes(database)) await waitForPrimary(set);
    else await initiate(set, database);
    await noteSetUpFor(dir, [...new Set([...databases, database])]);
    return set;
  });
}

/**
 * Starts those members, on their ports if these are free; else all of them on others, also those whose ports are
 * free: who has the rest may be a copy of this set, and would take a member for one of its own.
 *
 * @param existing absent: the set is made
 */
async function startMembers(
  mongod: string,
  dir: string,
  existing: SavedSet | undefined,
  down: readonly number[],
  onNotice: OnNotice,
): Promise<SavedSet> {
  const start = async (set: SavedSet) => {
    const started = await Promise.allSettled(
      down.map((index) => startMember({ mongod, detached: true, ...memberOf(dir, set, index) })),
    );
    const failures = started.flatMap((one) => one.status === "rejected" ? [one.reason] : []);
    const taken = failures.find((error) => error instanceof PortTakenError);
    if (taken) await stopMembers(dir, set, down);
    if (failures.length > 0) throw taken ?? failures[0];
    return set;
  };
  if (existing) {
    using claimed = claimPorts(down.map((index) => existing.ports[index] ?? 0));
    try {
      if (claimed) return await start(existing);
    } catch (error) {
      if (!(error instanceof PortTakenError)) throw error;
    }
    onNotice("Another program has a port of the replica set, which gets others; its data stay");
  }
  // Sets in other folders begin elsewhere, so that one that was stopped finds its ports free again.
  const first = firstPort + 3 * random(0, dir).int(portBlocks);
  return await onFreePorts(down.length, first, async (free) => {
    const ports = everyMember.map((index) =>
      free[down.indexOf(index)] ?? existing?.ports[index] ?? 0
    );
    const set = existing
      ? { ...existing, ports, isMoving: true }
      : { name: "dzstore", ports, users: newUsers() };
    await saveSet(dir, set, !existing);
    return await start(set);
  });
}

/** Stops every member cleanly; says how many were running. */
export async function stopEmbedded(dir: string): Promise<number> {
  if (!await isThere(dir)) return 0;
  return await withServerFolder(dir, kept, async (dir) => {
    const set = await loadEmbedded(dir).catch(() => undefined); // damaged: nobody can log in
    return await stopMembers(dir, set, everyMember);
  });
}

/**
 * Removes the set and all of its data; says whether there was any.
 *
 * @throws {FolderInUseError} if anything runs on the folder, from wherever it was started
 */
export async function resetEmbedded(dir: string): Promise<boolean> {
  if (!await isThere(dir)) return false;
  return await withServerFolder(dir, kept, async (real) => {
    const set = await loadEmbedded(real).catch(() => undefined);
    if (set) await membersDown(real, set); // notes members of which no file tells
    const members = await Promise.all(
      everyMember.map((index) => memberProcess(memberDirIn(real, index))),
    );
    const known = members.flatMap((member) => member ? [{ program: "mongod", ...member }] : []);
    const others = writersIn(real).filter(({ pid }) => known.every((member) => member.pid !== pid));
    if (known.length + others.length > 0) throw new FolderInUseError(dir, [...known, ...others]);
    await removeServerFolder(dir, real);
    return true;
  });
}

/** How the members are. */
export async function embeddedStatus(dir: string): Promise<EmbeddedStatus> {
  const set = await loadEmbedded(dir);
  if (!set) return { running: false, members: [] };
  const found = await Promise.all(
    everyMember.map((index) => memberProcess(memberDirIn(dir, index))),
  );
  const running = found.some((member) => member !== undefined);
  const statuses = running ? await memberStatuses(set).catch(() => []) : [];
  const members = set.ports.map((port, index) => {
    const { pid = null, movedFrom } = found[index] ?? {};
    const host = memberHost(port);
    const state = statuses.find((status) => status.host === host)?.state ?? "UNKNOWN";
    return { host, state: pid === null ? "DOWN" : state, pid, ...(movedFrom && { movedFrom }) };
  });
  return { running, members };
}

/** Waits for members, too, that a starter has left which was stopped before they listened. */
const allListen = ({ ports }: SavedSet) =>
  waitUntil(
    "all members listen",
    async () => (await Promise.all(ports.map(accepts))).every(Boolean) || undefined,
  );

const memberOf = (dir: string, { name, ports }: SavedSet, index: number) => ({
  dir: memberDirIn(dir, index),
  port: ports[index] ?? 0,
  replicaSet: name,
  keyFile: keyFileIn(dir),
});

/** Numbers of the members that have no process. */
async function membersDown(dir: string, set: SavedSet): Promise<number[]> {
  const down = await Promise.all(everyMember.map(async (index) => {
    const member = memberOf(dir, set, index);
    if (await memberProcess(member.dir)) return [];
    return isFree(member.port) || await adoptMember(member) === undefined ? [index] : [];
  }));
  return down.flat();
}

/** Members that ran while their folder was moved: what they open next they will look for at the old place. */
async function stopMoved(
  dir: string,
  set: SavedSet | undefined,
  onNotice: OnNotice,
): Promise<void> {
  const members = await Promise.all(
    everyMember.map((index) => memberProcess(memberDirIn(dir, index))),
  );
  const moved = everyMember.filter((index) => members[index]?.movedFrom !== undefined);
  if (moved.length === 0) return;
  onNotice(
    `The folder was moved while its replica set ran, from ${members[moved[0] ?? 0]?.movedFrom}: ` +
      "it is stopped, and started where it is now",
  );
  await stopMembers(dir, set, moved);
}

/** @throws {MovedAwayError} if members of a set that was moved away would write into this folder */
function refuseStrangers(dir: string): void {
  const strangers = strangersTo(dir, "--dbpath");
  const [one] = strangers;
  if (one) throw new MovedAwayError(dir, strangers, one.file);
}

/** Asks each of those that run to stop, and kills it if it does not; says how many were running. */
async function stopMembers(
  dir: string,
  set: SavedSet | undefined,
  indices: readonly number[],
): Promise<number> {
  const stopped = await Promise.all(indices.map(async (index) => {
    const member = await memberProcess(memberDirIn(dir, index));
    if (!member) return 0;
    const ask = set
      ? () => shutDown(set, set.ports[index] ?? 0)
      : () => Promise.resolve(Deno.kill(member.pid, "SIGTERM"));
    await stopProcess(member.pid, ask, stopTimeout_ms);
    return 1;
  }));
  return stopped.reduce((sum: number, one) => sum + one, 0);
}
