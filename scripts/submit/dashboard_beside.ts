/** A dashboard in a process of its own, to which Deno refuses the data folder. */
import { fileURLToPath } from "node:url";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { DzError } from "../../lib/errors.ts";
import { databaseUri } from "../../lib/mongo/database.ts";
import { freePorts } from "../../lib/mongo/ports.ts";
import type { Settings } from "../../lib/settings.ts";
import { notice } from "../cli.ts";

/** Asks a dashboard. End it with `await using`. */
export interface DashboardBeside extends AsyncDisposable {
  get(path: string): Promise<Response>;
}

const firstPort = 8100;

/**
 * Starts the dashboard on a free port, with the reader's connection string in its environment. It cannot
 * read the data folder, raw logs included: what it shows it has from the database.
 *
 * @throws {DzError} if it does not start
 */
export async function startDashboardBeside(settings: Settings): Promise<DashboardBeside> {
  const uri = await databaseUri(settings, "reader", notice);
  const [port = 0] = freePorts(1, firstPort);
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--allow-all", `--deny-read=${settings.dataDir}`],
      ...[fileURLToPath(new URL("../dashboard.ts", import.meta.url)), "--port", `${port}`],
    ],
    env: { MONGODB_URI: uri, MONGODB_READER_URI: uri, NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  globalThis.addEventListener("unload", () => kill(child));
  const errors = new Response(child.stderr).text();
  const lines = createInterface({ input: Readable.fromWeb(child.stdout) });
  const address = await new Promise<string | undefined>((resolve) => {
    lines.on("line", (line: string) => {
      const [url] = /http:\S+\//.exec(line) ?? [];
      if (url) resolve(url);
    });
    lines.on("close", () => resolve(undefined));
  });
  if (!address) {
    const [reason] = (await errors).trim().split("\n").slice(-1);
    throw new DzError(`Cannot start the dashboard: ${reason}`);
  }
  return {
    get: (path) => fetch(new URL(path, address), { signal: AbortSignal.timeout(20_000) }),
    async [Symbol.asyncDispose]() {
      kill(child);
      await Promise.all([child.status, errors]);
    },
  };
}

function kill(child: Deno.ChildProcess): void {
  try {
    child.kill("SIGTERM");
  } catch {
    // It has ended already.
  }
}
