/** A member of a replica set: how its `mongod` is started, and found again. */
import { join } from "node:path";
import { statfsSync } from "node:fs";
import { KeyFileError, NoDiskSpaceError } from "../errors.ts";
import { isAlive } from "../../base/is_alive.ts";
import { fileIdAt, leadToSame } from "../../base/files/file_id.ts";
import { accepts, isFree } from "../../servers/ports.ts";
import { childCommand } from "../../servers/child_environment.ts";
import { PortTakenError } from "../../servers/port_taken_error.ts";
import {
  type RecordedProcess,
  recordedProcess,
  recordProcess,
} from "../../servers/process_record.ts";
import { type Explanation, type FailedStart, startServer } from "../../servers/start_server.ts";
import { saysPortIsTaken } from "../../servers/telling_line.ts";
import { askMember, type MemberAnswer } from "./ask_member.ts";

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
 * Starts a `mongod` and waits until it answers as this member.
 *
 * @returns its process id
 * @throws {PortTakenError} if another program has the port
 * @throws {NoDiskSpaceError} if its disk is full or nearly so
 * @throws {KeyFileError} if it refuses the key file, because others can read it
 * @throws {ServerFailedError} if it ends or does not answer, with the reason from its log
 */
export async function startMember(options: MemberOptions): Promise<number> {
  const { mongod, dir, port, replicaSet, keyFile, detached, onSpawn, args = [] } = options;
  const name = `mongod on port ${port}`;
  if (!isFree(port)) throw new PortTakenError(name);
  await Deno.mkdir(dbPath(dir), { recursive: true, mode: 0o700 });
  const { bavail, bsize } = statfsSync(dir);
  if (bavail * bsize < minimumFree_bytes) throw new NoDiskSpaceError(dir, bavail * bsize);
  const pid = await startServer({
    name,
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
    log: logPath(dir),
    isReady: async () => await accepts(port) && await answering(options) !== undefined,
    timeout_ms: startTimeout_ms,
    ...(onSpawn && { onSpawn }),
    explain: (failed) => explain(options, failed),
  });
  return pid || (await adoptMember(options) ?? 0);
}

/** What the log says of a start that failed, where that is more than its telling line. */
async function explain(
  options: MemberOptions,
  { said }: FailedStart,
): Promise<Explanation | undefined> {
  if (said.includes("DBPathInUse")) return "another";
  if (saysPortIsTaken(said) && await adoptMember(options) !== undefined) return "another";
  if (/permissions on .* are too open/.test(said)) {
    return new KeyFileError(options.keyFile, Deno.statSync(options.keyFile).mode ?? 0);
  }
  if (/No space left on device/.test(said)) return new NoDiskSpaceError(options.dir);
}

/** What is needed to ask a member who it is. */
export type MemberPlace = Pick<MemberOptions, "dir" | "port" | "replicaSet" | "keyFile">;

/**
 * Finds out whether it is this member that has the port, though no file tells of it: it knows the secret of the
 * set, and its data are in this folder. It is noted then.
 *
 * @returns its process id; `undefined` if the port is another's, or nobody's
 */
export async function adoptMember(member: MemberPlace): Promise<number | undefined> {
  const { dir } = member;
  if (fileIdAt(dbPath(dir)) === undefined) return undefined; // it was never started
  const find = async () => (await memberProcess(dir))?.pid;
  // Who has only just been started may write its number while it is asked.
  const pid = await find() ?? (await answering(member))?.pid ?? await find();
  if (pid !== undefined) await recordProcess(recordPath(dir), pid);
  return pid;
}

/** The answer at the port, if it is this member's. */
async function answering(
  { port, keyFile, replicaSet, dir }: MemberPlace,
): Promise<MemberAnswer | undefined> {
  const answer = await askMember(port, keyFile);
  if (!answer || answer.replicaSet !== replicaSet) return undefined;
  return await isServedBy(dir, answer) ? answer : undefined;
}

/**
 * The process of the member whose data is in `dir`, if it runs: also when the folder is reached by another path
 * than the one by which it was started.
 */
export async function memberProcess(dir: string): Promise<RecordedProcess | undefined> {
  return await recordedProcess(recordPath(dir)) ?? await processOfItsOwnAccount(dir);
}

/** The one that `mongod` wrote itself, for a starter that was killed before it could note it, or did not. */
async function processOfItsOwnAccount(dir: string): Promise<RecordedProcess | undefined> {
  const pid = await writtenPid(dir);
  if (pid === undefined || !isAlive(pid)) return undefined;
  const command = await commandOf(pid);
  if (onWindows) return command.includes("mongod.exe") ? { pid } : undefined;
  const [, folder] = /--dbpath[ \0](.+?)[ \0]--/.exec(command) ?? [];
  return folder && await isServedBy(dir, { pid, dbPath: folder }) ? { pid } : undefined;
}

async function writtenPid(dir: string): Promise<number | undefined> {
  const pid = Number.parseInt(await Deno.readTextFile(pidPath(dir)).catch(() => ""), 10);
  return pid > 0 ? pid : undefined;
}

/**
 * Whether a `mongod` that was told to keep its data in `dbPath` keeps them in this member's folder. One whose
 * path leads nowhere any more has written into that folder's lock if it is that folder that was moved.
 */
async function isServedBy(
  dir: string,
  { pid, dbPath: told }: Pick<MemberAnswer, "pid" | "dbPath">,
): Promise<boolean> {
  return fileIdAt(told) === undefined
    ? await writtenPid(dir) === pid
    : leadToSame(told, dbPath(dir));
}

/** The command line of a process; a dead one's number may have been given to another program. */
async function commandOf(pid: number): Promise<string> {
  if (Deno.build.os === "linux") {
    return await Deno.readTextFile(`/proc/${pid}/cmdline`).catch(() => "");
  }
  const [command, ...args] = onWindows
    ? ["tasklist", "/FI", `PID eq ${pid}`]
    : ["ps", "-p", String(pid), "-o", "command="];
  const { stdout } = await childCommand(command ?? "", { args, stdin: "null" }).output();
  return new TextDecoder().decode(stdout);
}
