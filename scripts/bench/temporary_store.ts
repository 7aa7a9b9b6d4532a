/** A store for a benchmark, in a replica set of its own. */
import { spawn } from "node:child_process";
import { notice } from "../shared/cli.ts";
import { beside } from "./beside.ts";

/**
 * Hands `measure` the environment of a store that is empty; its replica set, which the first task starts, is
 * stopped and removed afterwards whatever happens.
 */
export async function withTemporaryStore<T>(
  measure: (env: Readonly<Record<string, string>>) => Promise<T>,
): Promise<T> {
  const folder = await Deno.makeTempDir({ prefix: "bench_store_" });
  const guard = startGuard(folder);
  try {
    return await measure(environment(folder));
  } finally {
    notice("store: stopping the replica set");
    await guard.end();
  }
}

/** Ours, but for what would lead to another database. */
function environment(folder: string): Record<string, string> {
  const { MONGODB_URI: _, MONGODB_READER_URI: __, DZ_DATABASE: ___, ...env } = Deno.env.toObject();
  return { ...env, DZ_DATA: folder };
}

function startGuard(folder: string): { end(): Promise<void> } {
  const child = spawn(
    Deno.execPath(),
    ["run", "-A", "--no-lock", beside("store_guard.ts"), folder],
    {
      stdio: ["pipe", "ignore", "ignore"],
      detached: true, // out of reach of the Ctrl-C that ends us
    },
  );
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return {
    end: () => {
      child.stdin?.end("over\n");
      return exited;
    },
  };
}
