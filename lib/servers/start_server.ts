/** Starts a server and waits until it is ready; one that dies says why, by the telling line of its log. */
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { DzError } from "../base/errors.ts";
import { whyNotRun } from "../base/files/why_not_run.ts";
import { pause } from "../base/pause.ts";
import { childEnvironment } from "./child_environment.ts";
import { PortTakenError } from "./port_taken_error.ts";
import { recordProcess } from "./process_record.ts";
import { saysPortIsTaken, tellingLine } from "./telling_line.ts";

/** A server that is to be started. */
export interface ServerOptions {
  /** For errors: `mongod on port 27217`. */
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  /** More variables. */
  readonly env?: Readonly<Record<string, string>>;
  /** Outlives this process, in a session of its own that Ctrl-C does not reach. */
  readonly detached: boolean;
  /** The file in which its process is noted. */
  readonly record: string;
  /** The file of its log: what it prints is added there, whatever else it writes to it. */
  readonly log: string;
  /** Whether it is this server that answers, and can be used; asked about every 50 ms. */
  readonly isReady: () => Promise<boolean>;
  readonly timeout_ms: number;
  /** Told the process id as soon as there is one. */
  readonly onSpawn?: (pid: number) => void;
  /** What is to be done when the server was never ready, if its log tells. */
  readonly explain?: (failed: FailedStart) => Promise<Explanation | undefined>;
}

/** A server that was never ready. */
export interface FailedStart {
  /** Such as `it ended with exit code 7`. */
  readonly how: string;
  /** All that its log says of this start. */
  readonly said: string;
}

/** An error in place of the general one; or `another` if a process of another starter is about to be ready. */
export type Explanation = Error | "another";

/** A server that fails says why within this. */
const mostRead_bytes = 2 ** 20;

/** A server ended before it was ready, or was not ready in time. */
export class ServerFailedError extends DzError {}

/**
 * What a shell does to become a program that keeps none of the files open that whoever started us had open: who
 * outlives us would hold their locks.
 */
const withoutForeignFiles = 'exec "$0" "$@" 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-';

/**
 * Starts the server.
 *
 * @returns its process id; 0 if another process is ready in its place
 * @throws {PortTakenError} if its log says that another program has its port
 * @throws {ServerFailedError} if it ends or is not ready in time, with the reason; or what `explain` gives
 */
export async function startServer(options: ServerOptions): Promise<number> {
  const { program, args, env, detached, record, log, isReady, timeout_ms } = options;
  const [command, ...words] = Deno.build.os !== "windows"
    ? ["/bin/sh", "-c", withoutForeignFiles, program, ...args]
    : [program, ...args];
  const from = sizeOf(log);
  const output = openSync(log, "a");
  const child = spawn(command ?? program, words, {
    detached,
    stdio: ["ignore", output, output],
    windowsHide: true,
    env: childEnvironment(env),
  });
  let exit: Promise<string> | undefined = exitOf(child, program);
  closeSync(output);
  if (child.pid !== undefined) {
    options.onSpawn?.(child.pid);
    await recordProcess(record, child.pid);
  }
  const failed = async (how: string): Promise<Explanation> => {
    const said = readFrom(log, from);
    return await options.explain?.({ how, said }) ?? errorOf(options, how, said);
  };
  const deadline = performance.now() + timeout_ms;
  for (;;) {
    const ready = isReady();
    const state = await (exit ? Promise.race([exit, ready]) : ready);
    if (state === true) break;
    if (typeof state === "string") {
      const explained = await failed(state);
      if (explained !== "another") throw explained;
      exit = undefined;
    }
    if (performance.now() > deadline) {
      child.kill("SIGKILL");
      const explained = await failed(`no answer within ${timeout_ms / 1000} s`);
      throw explained === "another"
        ? new ServerFailedError(`Cannot start ${options.name}`)
        : explained;
    }
    await pause(50);
  }
  if (detached) child.unref();
  return exit ? child.pid ?? 0 : 0;
}

function errorOf({ name, program, log }: ServerOptions, how: string, said: string): Error {
  if (saysPortIsTaken(said)) return new PortTakenError(name);
  const cannotRun = /exit code 12[67]$/.test(how); // what a shell says of a program that it cannot become
  const reason = cannotRun
    ? whyNotRun(program, tellingLine(said) ?? how)
    : tellingLine(said) ?? how;
  return new ServerFailedError(`Cannot start ${name}: ${reason}. Its log is ${log}`);
}

function exitOf(child: ChildProcess, program: string): Promise<string> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(whyNotRun(program, error)));
    child.once(
      "exit",
      (code, signal) => resolve(`it ended with ${signal ?? `exit code ${code}`}`),
    );
  });
}

function sizeOf(path: string): number {
  try {
    return Deno.statSync(path).size;
  } catch {
    return 0;
  }
}

/** What was added to a file since it had that size; of very much, the beginning. */
function readFrom(path: string, from: number): string {
  try {
    using file = Deno.openSync(path);
    file.seekSync(from, Deno.SeekMode.Start);
    const bytes = new Uint8Array(mostRead_bytes);
    return new TextDecoder().decode(bytes.subarray(0, file.readSync(bytes) ?? 0));
  } catch {
    return "";
  }
}
