/** A replica set for tests and for the laboratory, in a temporary folder, that dies with us. */
import { join } from "node:path";
import { newTemporaryFolder } from "../../base/files/temporary_files.ts";
import { startGuard } from "../../servers/guard.ts";
import { onFreePorts, waitUntilFree } from "../../servers/ports.ts";
import { killProcess, waitForExit } from "../../servers/stop_process.ts";
import { dbPath, startMember } from "./member.ts";
import {
  type Configuration,
  initiate,
  newUsers,
  randomSecret,
  type ReplicaSet,
} from "./replica_set.ts";

/** What to start. */
export interface TemporaryOptions {
  /** The path of the `mongod` binary. */
  readonly mongod: string;
  /** The database that its users may use. */
  readonly database: string;
  /** Where to look for free ports; nobody else of us takes them meanwhile. */
  readonly firstPort: number;
  readonly members?: number;
  /** More flags for each `mongod`. */
  readonly args?: readonly string[];
  readonly configuration?: Configuration;
  /**
   * Is given the ports on which the members listen, as soon as they do, and says at which others the set
   * is to be found: those of something that stands in front of them. They find each other there, too.
   */
  readonly advertise?: (memberPorts: readonly number[]) => Promise<readonly number[]>;
}

/** A running temporary set; its members can be killed and restarted one by one. */
export interface TemporaryReplicaSet extends ReplicaSet, AsyncDisposable {
  readonly dir: string;
  /** On which its members listen; the same as `ports` unless others are advertised. */
  readonly memberPorts: readonly number[];
  /** Where its members keep their data. */
  readonly dbPaths: readonly string[];
  /** Process ids by member, in the order of `memberPorts`. */
  readonly pids: number[];
  /** Kills a member at once, as a crash does. */
  kill(member: number): Promise<void>;
  /** Starts a killed member again, with its data. */
  restart(member: number): Promise<void>;
}

const name = "temporary";
const exitTimeout_ms = 10_000;

/**
 * Starts a replica set that ends, and whose folder goes, when it is disposed of or when this process
 * ends in whatever way, SIGKILL included.
 */
export async function startTemporary(options: TemporaryOptions): Promise<TemporaryReplicaSet> {
  const { mongod, database, firstPort, members = 3, args = [], configuration } = options;
  const { advertise = (ports) => Promise.resolve(ports) } = options;
  const dir = newTemporaryFolder("dzstore-mongo-");
  const guard = startGuard(dir);
  const keyFile = join(dir, "keyfile");
  await Deno.writeTextFile(keyFile, randomSecret(96), { mode: 0o600 });
  const pids: number[] = [];
  const memberDir = (index: number) => join(dir, `member${index}`);
  const startOn = async (memberPorts: readonly number[], index: number) => {
    pids[index] = await startMember({
      mongod,
      dir: memberDir(index),
      port: memberPorts[index] ?? 0,
      replicaSet: name,
      keyFile,
      detached: false,
      onSpawn: (pid) => {
        pids[index] = pid;
        guard.watch(pid);
      },
      args,
    });
  };
  const end = async () => {
    for (const pid of pids) killProcess(pid);
    await Promise.all(pids.map((pid) => waitForExit(pid, exitTimeout_ms)));
  };
  const stop = async () => {
    await end();
    await guard.end();
  };
  let memberPorts: readonly number[];
  let set: ReplicaSet;
  try {
    memberPorts = await onFreePorts(members, firstPort, async (ports) => {
      const started = await Promise.allSettled(ports.map((_, index) => startOn(ports, index)));
      const failure = started.find(({ status }) => status === "rejected");
      if (failure?.status !== "rejected") return ports;
      await end();
      throw failure.reason;
    });
    set = { name, ports: await advertise(memberPorts), users: newUsers() };
    await initiate(set, database, configuration);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    ...set,
    dir,
    memberPorts,
    dbPaths: memberPorts.map((_, index) => dbPath(memberDir(index))),
    pids,
    async kill(index) {
      const pid = pids[index] ?? 0;
      killProcess(pid);
      await waitForExit(pid, exitTimeout_ms);
      await waitUntilFree(memberPorts[index] ?? 0, exitTimeout_ms);
    },
    restart: (index) => startOn(memberPorts, index),
    [Symbol.asyncDispose]: stop,
  };
}
