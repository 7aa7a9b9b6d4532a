/** `deno task dashboard`: serve the dashboard until it is stopped. */
import { allPages, buildAssets, Database, LiveData, serve } from "../fresh-app/mod.ts";
import { DzError } from "../lib/base/errors.ts";
import { connect } from "../lib/mongo/connect.ts";
import { databaseUri } from "../lib/mongo/database.ts";
import { ServerUnreachableError } from "../lib/mongo/errors.ts";
import { readSettings } from "../lib/base/settings.ts";
import { command, examples, notice, run, wholeNumber } from "./shared/cli.ts";

interface Flags {
  readonly port: number;
  readonly host: string;
}

/** So long it waits for the first reading, so that the first page that anyone opens is complete. */
const firstReading_ms = 2000;

const program = command("dashboard", "Serve the dashboard: trends and users, live, in the browser")
  .addOption(wholeNumber("--port <n>", "where to listen", 1, 65_535).default(8000))
  .option("--host <address>", "which address to listen on", "127.0.0.1")
  .action(async ({ port, host }: Flags) => {
    const settings = readSettings(Deno.env.toObject());
    const [uri, assets] = await Promise.all([
      databaseUri(settings, "reader", notice),
      buildAssets(),
    ]);
    if (settings.mongodbUri && !settings.mongodbReaderUri) {
      notice("MONGODB_READER_URI is not set: the dashboard reads as the user of MONGODB_URI");
    }
    let patience_ms = firstReading_ms;
    try {
      await using _tried = await connect(uri, settings.database);
    } catch (error) {
      if (!(error instanceof ServerUnreachableError)) throw error;
      notice(`${error.message}\nThe pages say so, and show the data when it is back.`);
      patience_ms = 0;
    }
    await using database = new Database(uri, settings.database);
    const data = new LiveData(
      { store: database },
      allPages,
      (error) => notice(`Cannot follow the database: ${error}`),
    );
    const following = data.start();
    await data.ready(patience_ms);
    const server = listen({ pages: allPages, data, assets }, { hostname: host, port });
    const { addr } = server as Deno.HttpServer<Deno.NetAddr>;
    const name = host.includes(":") ? `[${host}]` : host;
    console.log(`The dashboard is at http://${name}:${addr.port}/ (Ctrl-C ends it)`);
    await Promise.all([following, server.finished]);
  });

/** As {@link serve}, with an error that a user can act on. */
function listen(...args: Parameters<typeof serve>): Deno.HttpServer {
  const [, { hostname, port }] = args;
  try {
    return serve(...args);
  } catch (error) {
    const reason = error instanceof Deno.errors.AddrInUse
      ? "another program listens there; choose another with --port"
      : (error as Error).message;
    throw new DzError(`Cannot listen on ${hostname}:${port}: ${reason}`, { cause: error });
  }
}

examples(program, {
  "--port 9000": "on another port",
  "--host 0.0.0.0": "also for other machines; nobody is asked for a password",
});
await run(program);
