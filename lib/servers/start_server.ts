/** Starts a server and waits until it is ready. */
import { type ChildProcess, spawn } from "node:child_process";
import { DzError } from "../base/errors.ts";
import { pause } from "../base/pause.ts";
import { childEnvironment } from "./child_environment.ts";
import { recordProcess } from "./process_record.ts";

/** A server that is to be started. */
export interface ServerOptions {
  readonly program: string;
  readonly args: readonly string[];
  /** More variables. */
  readonly env?: Readonly<Record<string, string>>;
  /** Outlives this process, in a session of its own that Ctrl-C does not reach. */
  readonly detached: boolean;
  /** The file in which its process is noted. */
  readonly record: string;
  /** Whether it can be used; asked about every 50 ms. */
  readonly isReady: () => Promise<boolean>;
  readonly timeout_ms: number;
  /** Told the process id as soon as there is one. */
  readonly onSpawn?: (pid: number) => void;
  /**
   * Makes the error of a server that was never ready, from how it ended; nothing if another process is about to
   * be ready in its place.
   */
  readonly failure: (how: string) => Promise<Error | undefined>;
}

/**
 * What a shell does to become a program that keeps none of the files open that whoever started us had open: who
 * outlives us would hold their locks.
 */
const withoutForeignFiles = 'exec "$0" "$@" 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-';

/**
 * Starts the server.
 *
 * @returns its process id; 0 if another process is ready in its place
 * @throws what `failure` gives
 */
export async function startServer(options: ServerOptions): Promise<number> {
  const { program, args, env, detached, record, isReady, timeout_ms } = options;
  const [command, ...words] = detached && Deno.build.os !== "windows"
    ? ["/bin/sh", "-c", withoutForeignFiles, program, ...args]
    : [program, ...args];
  const child = spawn(command ?? program, words, {
    detached,
    stdio: "ignore",
    windowsHide: true,
    env: childEnvironment(env),
  });
  let exit: Promise<string> | undefined = exitOf(child);
  if (child.pid !== undefined) {
    options.onSpawn?.(child.pid);
    await recordProcess(record, child.pid);
  }
  const deadline = performance.now() + timeout_ms;
  while (!await isReady()) {
    const ended = await (exit ? Promise.race([exit, pause(50)]) : pause(50));
    if (typeof ended === "string") {
      const error = await options.failure(`it ended with ${ended}`);
      if (error) throw error;
      exit = undefined;
    }
    if (performance.now() > deadline) {
      child.kill("SIGKILL");
      const how = `no answer within ${timeout_ms / 1000} s`;
      throw await options.failure(how) ??
        new DzError(`Cannot start ${program}: ${how}`);
    }
  }
  if (detached) child.unref();
  return exit ? child.pid ?? 0 : 0;
}

function exitOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once(
      "exit",
      (code, signal) => resolve(signal ?? `exit code ${code}`),
    );
  });
}
