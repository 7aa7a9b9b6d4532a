/**
 * The one way in which what we start dies with us, however we end, SIGKILL included: a process beside us whose
 * standard input is ours. When that closes it ends what it was told of.
 */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { childEnvironment } from "./child_environment.ts";
import type { Ending, Order } from "./ending.ts";

/** The process beside us. */
export interface Guard {
  /** Ends this process, and what it has started, when we are no more. */
  watch(pid: number, ending?: Ending): void;
  /** Ends them now; resolves when that is done. */
  end(): Promise<void>;
}

const atOnce: Ending = { signal: "SIGKILL", grace_ms: 0 };

/**
 * Starts the guard.
 *
 * @param folder is removed in the end
 */
export function startGuard(folder = ""): Guard {
  const script = fileURLToPath(new URL("guard_process.ts", import.meta.url));
  const child = spawn(Deno.execPath(), ["run", "-A", "--no-lock", script, folder], {
    env: childEnvironment(),
    stdio: ["pipe", "ignore", "ignore"],
    detached: true, // out of reach of the Ctrl-C that ends us
    windowsHide: true,
  });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.unref();
  return {
    watch(pid, ending = atOnce) {
      const order: Order = { pid, ...ending };
      child.stdin?.write(`${JSON.stringify(order)}\n`);
    },
    end() {
      child.ref();
      child.stdin?.end();
      return exited;
    },
  };
}
