/** A dashboard in a process of its own, to which Deno refuses the data folder. */
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { DzError } from "../base/errors.ts";
import { databaseUri } from "../mongo/database.ts";
import { onFreePorts } from "../servers/ports.ts";
import { PortTakenError } from "../servers/port_taken_error.ts";
import type { Settings } from "../base/settings.ts";
import { outputOf } from "../servers/call.ts";
import type { OnNotice } from "../base/notice.ts";
import { startGuard } from "../servers/guard.ts";
import { childCommand } from "../servers/child_environment.ts";

/** Asks a dashboard. End it with `await using`. */
export interface DashboardBeside extends AsyncDisposable {
  get(path: string): Promise<Response>;
}

const firstPort = 8100;

/**
 * Starts the dashboard on a free port, with the reader's connection string in its environment. It
 * cannot read the data folder, raw logs included: what it shows it has from the database.
 *
 * @param script of the task `dashboard`
 * @throws {DzError} if it does not start, or the folder cannot be kept from it
 */
export async function startDashboardBeside(
  script: string,
  settings: Settings,
  onNotice: OnNotice,
): Promise<DashboardBeside> {
  const uri = await databaseUri(settings, "reader", onNotice);
  const refusal = await refusalToRead(settings.dataDir);
  const env = { MONGODB_URI: uri, MONGODB_READER_URI: uri, NO_COLOR: "1" };
  return await onFreePorts(1, firstPort, async ([port = 0]) => {
    const child = childCommand(Deno.execPath(), {
      args: ["run", "--allow-all", refusal, script, "--port", `${port}`],
      env,
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    const guard = startGuard();
    guard.watch(child.pid);
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
      await guard.end();
      const [reason = ""] = (await errors).trim().split("\n").slice(-1);
      if (reason.includes("another program listens")) throw new PortTakenError("the dashboard");
      throw new DzError(`Cannot start the dashboard: ${reason}`);
    }
    return {
      get: (path) => fetch(new URL(path, address), { signal: AbortSignal.timeout(20_000) }),
      async [Symbol.asyncDispose]() {
        await guard.end();
        await Promise.all([child.status, errors]);
      },
    };
  });
}

/** Deno's flag that keeps a folder from a process; a process has tried in vain. */
async function refusalToRead(folder: string): Promise<string> {
  const names = [folder, await Deno.realPath(folder).catch(() => folder)];
  const flag = `--deny-read=${
    [...new Set(names)].map((name) => name.replaceAll(",", ",,")).join()
  }`;
  const attempt = `Deno.readDirSync(${JSON.stringify(folder)}).next()`;
  const script =
    `try { ${attempt} } catch (error) { Deno.exit(error.name === "NotCapable" ? 3 : 4) }`;
  const file = await Deno.makeTempFile({ suffix: ".ts" });
  try {
    await Deno.writeTextFile(file, script);
    const { code } = await outputOf(
      childCommand(Deno.execPath(), {
        args: ["run", "--no-config", "--no-lock", "--allow-all", flag, file],
      }),
    );
    if (code === 3) return flag;
  } finally {
    await Deno.remove(file);
  }
  throw new DzError(`Cannot keep ${folder} from the dashboard: Deno does not refuse to read it`);
}
