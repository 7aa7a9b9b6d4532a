/** `deno task bench dashboard`: the dashboard's pages on a large store, under load. */
import { pause } from "../../lib/base/pause.ts";
import autocannon from "autocannon";
import { Command } from "commander";
import { join } from "node:path";
import { DzError } from "../../lib/base/errors.ts";
import { startGuard } from "../../lib/servers/guard.ts";
import { onFreePorts } from "../../lib/servers/ports.ts";
import { projectDir } from "../../lib/base/settings.ts";
import { columns } from "../../lib/base/text/columns.ts";
import { notice, print, wholeNumber } from "../shared/cli.ts";
import { withTemporaryStore } from "./temporary_store.ts";
import { childCommand } from "../../lib/servers/child_environment.ts";

interface Flags {
  readonly users: number;
  readonly orders: number;
  readonly rate: number;
  readonly seconds: number;
  readonly connections: number;
  readonly requests: number;
  readonly streams: number;
  readonly json?: true;
}

/** Of what `autocannon` reports, what is used here; latencies in ms. */
interface Load {
  readonly latency: Readonly<Record<"p50" | "p99" | "max", number>>;
  readonly requests: { readonly total: number };
  readonly non2xx: number;
  readonly errors: number;
}

/** After so many seconds of load the memory is measured. */
const part_s = 20;

/** The dashboard is on the first free port from here. */
const firstPort = 18_765;

/** The ids of users begin with this one. */
const firstUser = 101;

/** The command. */
export const dashboardBench = new Command("dashboard")
  .description("The dashboard's pages on a large store: latency, memory, many open pages")
  .addOption(wholeNumber("--users <n>", "users in the store").default(100_000))
  .addOption(wholeNumber("--orders <n>", "orders in the store").default(1_000_000))
  .addOption(wholeNumber("--rate <n>", "requests a second, for the latency").default(200))
  .addOption(wholeNumber("--seconds <n>", "for how long").default(30))
  .addOption(wholeNumber("--connections <n>", "connections that share the requests").default(4))
  .addOption(
    wholeNumber("--requests <n>", "requests as fast as it goes, for the memory")
      .default(100_000),
  )
  .addOption(wholeNumber("--streams <n>", "pages that are open all the while").default(500))
  .option("--json", "print JSON")
  .action((flags: Flags) => withTemporaryStore((env) => measure(flags, env)));

async function measure(flags: Flags, env: Readonly<Record<string, string>>): Promise<void> {
  const { users, orders } = flags;
  const run = async (name: string, ...args: string[]) => {
    notice(`dashboard: ${name}`);
    const { code } = await childCommand(Deno.execPath(), {
      args: ["run", "-A", join(projectDir, "scripts", `${name}.ts`), ...args],
      env,
      stdout: "null",
    }).output();
    if (code !== 0) throw new DzError(`Cannot measure: ${name} failed`);
  };
  await run("generate", "--users", `${users}`, "--orders", `${orders}`);
  await run("trends");
  await run("recs");
  await using dashboard = await startDashboard(env);
  const pages = {
    "/": () => "/",
    "/users?q=…": () => `/users?q=${1 + Math.floor(Math.random() * 99)}`,
    "/users/…": () => `/users/user_${firstUser + Math.floor(Math.random() * users)}`,
  };
  const all = Object.values(pages);
  const mixed = () => all[Math.floor(Math.random() * all.length)]?.() ?? "/";

  await load(dashboard.url, mixed, { connections: flags.connections, duration: 5 }); // to warm up
  const latencies: Record<string, Load> = {};
  for (const [name, path] of [...Object.entries(pages), ["all in turn", mixed] as const]) {
    notice(`dashboard: ${name} at ${flags.rate} requests a second`);
    latencies[name] = await load(dashboard.url, path, {
      connections: flags.connections,
      overallRate: flags.rate,
      duration: flags.seconds,
    });
  }

  const streams = await openStreams(dashboard.url, flags.streams);
  const memory_mb = [await dashboard.memory_mb()];
  const began = performance.now();
  let done = 0, failed = 0;
  while (done < flags.requests) {
    notice(`dashboard: ${flags.streams} open pages, ${done.toLocaleString("en-US")} requests`);
    const part = await load(dashboard.url, mixed, {
      connections: flags.connections,
      duration: part_s,
    });
    done += part.requests.total;
    failed += part.non2xx + part.errors;
    memory_mb.push(await dashboard.memory_mb());
  }
  const rate = Math.round(done / (performance.now() - began) * 1000);
  const open = streams.open();
  await streams.close();

  if (flags.json) {
    print(
      JSON.stringify({ latencies, memory_mb, streams: open, requests: done, failed, rate }),
    );
    return;
  }
  const ms = (value: number) => `${value.toFixed(0)} ms`;
  const rows = Object.entries(latencies).map(([name, { latency, non2xx, errors }]) => [
    name,
    ms(latency.p50),
    ms(latency.p99),
    ms(latency.max),
    `${non2xx + errors}`,
  ]);
  const table = [["page", "p50", "p99", "max", "failed"], ...rows];
  print(...columns(table, "lrrrr"));
  print(
    "",
    `${
      done.toLocaleString("en-US")
    } requests with ${open} pages open, ${failed} failed, ${rate} a second: ` +
      `memory in MB ${memory_mb.map((value) => value.toFixed(0)).join(", ")}`,
  );
}

/** Starts the dashboard on a free port; it ends with us. */
const startDashboard = (env: Readonly<Record<string, string>>) =>
  onFreePorts(1, firstPort, ([port = 0]) => startDashboardOn(port, env));

async function startDashboardOn(port: number, env: Readonly<Record<string, string>>) {
  const url = `http://127.0.0.1:${port}`;
  const child = childCommand(Deno.execPath(), {
    args: ["run", "-A", join(projectDir, "scripts", "dashboard.ts"), "--port", `${port}`],
    env,
    stdout: "null",
    stderr: "null",
  }).spawn();
  let isOver = false;
  child.status.then(() => isOver = true);
  const guard = startGuard();
  guard.watch(child.pid);
  const isReady = async () => {
    const answer = await fetch(`${url}/`).catch(() => undefined);
    await answer?.body?.cancel();
    return answer?.status === 200;
  };
  for (let waited = 0; !await isReady(); waited++) {
    if (isOver || waited > 300) throw new DzError("Cannot measure: the dashboard did not start");
    await pause(100);
  }
  return {
    url,
    /** The resident memory of the process that serves, which is a child of the child. */
    async memory_mb(): Promise<number> {
      if (isOver) throw new DzError("Cannot measure: the dashboard has ended");
      const served = await printed("pgrep", "-P", `${child.pid}`, "-f", "child/main.ts");
      return Number(await printed("ps", "-o", "rss=", "-p", served)) / 1024;
    },
    async [Symbol.asyncDispose]() {
      await guard.end();
      await child.status;
    },
  };
}

async function printed(program: string, ...args: string[]): Promise<string> {
  const { stdout } = await childCommand(program, { args }).output();
  return new TextDecoder().decode(stdout).trim();
}

/**
 * Asks for paths. On each connection autocannon sends the requests of a second in one go, so that as many
 * as there are connections arrive at once.
 */
async function load(
  url: string,
  path: () => string,
  options: { connections: number; overallRate?: number; duration: number },
): Promise<Load> {
  const requests = [{ setupRequest: (request: object) => ({ ...request, path: path() }) }];
  return await autocannon({
    url,
    requests,
    headers: { "accept-encoding": "gzip" },
    ...options,
  }) as Load;
}

/** Opens streams of events, which are read and thrown away. */
async function openStreams(url: string, count: number) {
  const stop = new AbortController();
  let open = 0;
  const streams = Array.from({ length: count }, async () => {
    const { body, ok } = await fetch(`${url}/events`, { signal: stop.signal });
    if (!ok || !body) return;
    open++;
    (async () => {
      for await (const _ of body);
    })().catch(() => {}).finally(() => open--);
  });
  await Promise.all(streams);
  return {
    open: () => open,
    async close() {
      stop.abort();
      await Promise.all(streams);
    },
  };
}
