/** A member of a replica set: how its `mongod` is started, and found again. */
import { join } from "node:path";
import { statfsSync } from "node:fs";
import { MongodFailedError, NoDiskSpaceError, PortTakenError } from "../errors.ts";
import { isAlive } from "../../base/is_alive.ts";
import { pause } from "../../base/pause.ts";
import { accepts, isFree } from "../../servers/ports.ts";
import { recordedProcess } from "../../servers/process_record.ts";
import { startServer } from "../../servers/start_server.ts";
import { childCommand } from "../../servers/child_environment.ts";

/** One `mongod` of a replica set. */
export interface MemberOptions {
  /** The path of the `mongod` binary. */
  readonly mongod: string;
  /** Its folder: `db/` holds the data, `mongod.log` the log. */
  readonly dir: string;
  readonly port: number;
  readonly replicaSet: string;
  /** The secret that members show each other, in a file that only its owner can read. */
  readonly keyFile: string;
  /** Outlives this process, in a session of its own that Ctrl-C does not reach. */
  readonly detached: boolean;
  /** More flags for `mongod`. */
  readonly args?: readonly string[];
  /** Told the process id as soon as there is one. */
  readonly onSpawn?: (pid: number) => void;
}

/** What a new member needs at least. */
const minimumFree_bytes = 300 * 2 ** 20;
const startTimeout_ms = 60_000;
/** How long a member may take from having its port to having written its process id. */
const pidTimeout_ms = 5_000;
const addressInUse = "Address already in use";

/** The address of a member. Everything stays on loopback. */
export const memberHost = (port: number) => `127.0.0.1:${port}`;

/** Where a member with the folder `dir` keeps its data. */
export const dbPath = (dir: string) => join(dir, "db");
const logPath = (dir: string) => join(dir, "mongod.log");
/** Where we note its process. */
const recordPath = (dir: string) => join(dir, "process.json");
const onWindows = Deno.build.os === "windows";
/** Where it writes its process id: the lock of its data, which Windows lets nobody else read. */
const pidPath = (dir: string) =>
  onWindows ? join(dir, "mongod.pid") : join(dbPath(dir), "mongod.lock");

/**
 * Starts a `mongod` and waits until it accepts connections.
 *
 * @returns its process id
 * @throws {PortTakenError} if another program has the port
 * @throws {NoDiskSpaceError} if its disk is full or nearly so
 * @throws {MongodFailedError} if it ends or does not answer, with the reason from its log
 */
export async function startMember(options: MemberOptions): Promise<number> {
  const { mongod, dir, port, replicaSet, keyFile, detached, onSpawn, args = [] } = options;
  if (!isFree(port)) {
    const running = await pidOfInterruptedStart(dir);
    if (running === undefined) throw new PortTakenError(port);
    return running;
  }
  await Deno.mkdir(dbPath(dir), { recursive: true, mode: 0o700 });
  const { bavail, bsize } = statfsSync(dir);
  if (bavail * bsize < minimumFree_bytes) throw new NoDiskSpaceError(dir, bavail * bsize);
  const logFrom = await Deno.stat(logPath(dir)).then((stat) => stat.size, () => 0);
  const pid = await startServer({
    program: mongod,
    args: [
      ...["--replSet", replicaSet, "--port", String(port), "--bind_ip", "127.0.0.1"],
      ...["--dbpath", dbPath(dir), "--logpath", logPath(dir), "--logappend"],
      ...["--keyFile", keyFile, "--wiredTigerCacheSizeGB", "0.25", "--oplogSize", "512"],
      ...["--setParameter", "diagnosticDataCollectionEnabled=false"],
      ...(onWindows ? ["--pidfilepath", pidPath(dir)] : ["--nounixsocket"]),
      ...args,
    ],
    detached,
    record: recordPath(dir),
    isReady: () => accepts(port),
    timeout_ms: startTimeout_ms,
    ...(onSpawn && { onSpawn }),
    failure: async (how) => {
      const log = readFrom(logPath(dir), logFrom);
      const inUse = log.includes("DBPathInUse") ||
        log.includes(addressInUse) && await pidOfInterruptedStart(dir) !== undefined;
      return inUse ? undefined : startError(options, log, how);
    },
  });
  return pid || (await memberPid(dir) ?? 0);
}

/** The member that an interrupted start left, which takes its port before it writes its process id. */
async function pidOfInterruptedStart(dir: string): Promise<number | undefined> {
  const wasStarted = await Deno.stat(dbPath(dir)).then(() => true, () => false);
  const deadline = performance.now() + (wasStarted ? pidTimeout_ms : 0);
  for (;;) {
    const pid = await memberPid(dir);
    if (pid !== undefined || performance.now() > deadline) return pid;
    await pause(50);
  }
}

/** What the log says of a start that failed. */
function startError({ dir, port }: MemberOptions, log: string, otherwise: string): Error {
  if (log.includes(addressInUse)) return new PortTakenError(port);
  if (/No space left on device/.test(log)) return new NoDiskSpaceError(dir);
  const reason = [...log.matchAll(/"s":"[EF]".*?"msg":"([^"]+)"(?:.*?"error":"([^"]+)")?/g)]
    .map(([, message, error]) => error ?? message)[0];
  return new MongodFailedError(
    `Cannot start mongod on port ${port}: ${reason ?? otherwise}. Its log is ${logPath(dir)}`,
  );
}

function readFrom(path: string, from: number): string {
  try {
    return new TextDecoder().decode(Deno.readFileSync(path).subarray(from));
  } catch {
    return "";
  }
}

/** The process id of the member whose data is in `dir`, if it runs. */
export async function memberPid(dir: string): Promise<number | undefined> {
  return await recordedProcess(recordPath(dir)) ?? await pidOfItsOwnAccount(dir);
}

/** The one that `mongod` wrote itself, for a starter that was killed before it could note it, or did not. */
async function pidOfItsOwnAccount(dir: string): Promise<number | undefined> {
  const written = await Deno.readTextFile(pidPath(dir)).catch(() => "");
  const pid = Number.parseInt(written, 10);
  return pid > 0 && isAlive(pid) && await serves(pid, dbPath(dir)) ? pid : undefined;
}

/**
 * Whether the process is a `mongod` whose data is in the folder; a dead one's id may have been given to
 * another program.
 */
async function serves(pid: number, dir: string): Promise<boolean> {
  if (Deno.build.os === "linux") {
    const commandLine = await Deno.readTextFile(`/proc/${pid}/cmdline`).catch(() => "");
    return commandLine.includes(`--dbpath\0${dir}`);
  }
  const [command, ...args] = onWindows
    ? ["tasklist", "/FI", `PID eq ${pid}`]
    : ["ps", "-p", String(pid), "-o", "command="];
  const { stdout } = await childCommand(command ?? "", { args, stdin: "null" }).output();
  const expected = onWindows ? "mongod.exe" : dir;
  return new TextDecoder().decode(stdout).includes(expected);
}
