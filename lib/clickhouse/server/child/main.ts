/**
 * The process that holds ClickHouse: opens the folder by chDB's library, and serves it on loopback until it is
 * asked to end (SIGTERM). Its one argument is JSON, see {@linkcode ChildOptions}; the password is in a file.
 */
import { proofPath, signed } from "../proof.ts";
import { answer } from "./answer.ts";
import { openChdb } from "./chdb_engine.ts";
import type { Engine } from "./engine.ts";

/** What the process is told. */
export interface ChildOptions {
  readonly library: string;
  readonly port: number;
  /** The file with the port and the credentials. */
  readonly state: string;
  /** As ClickHouse takes them on its command line. */
  readonly engine: readonly string[];
}

/** So long what is being answered may take when the server is asked to end. */
const grace_ms = 5000;

const { library, port, state, engine: options } = JSON.parse(Deno.args[0] ?? "") as ChildOptions;
const credentials = JSON.parse(Deno.readTextFileSync(state)) as { user: string; password: string };
const opened = { engine: undefined as Engine | undefined };
const server = Deno.serve({ hostname: "127.0.0.1", port, onListen: () => {} }, async (request) => {
  const url = new URL(request.url);
  if (url.pathname === proofPath && opened.engine) {
    const asked = url.searchParams.get("asked") ?? "";
    const signature = await signed(credentials.password, asked, Deno.pid);
    return Response.json({ pid: Deno.pid, signature });
  }
  if (!opened.engine) return new Response("It is not open yet.\n", { status: 503 });
  return await answer(opened.engine, credentials, request);
});
opened.engine = await openChdb(library, options);

const ending = Promise.withResolvers<void>();
for (const signal of ["SIGTERM", "SIGINT"] as const) {
  Deno.addSignalListener(signal, () => ending.resolve());
}
await ending.promise;
const patience = setTimeout(() => Deno.exit(0), grace_ms);
await server.shutdown();
// Without this the library crashes when the process falls off its end.
await opened.engine[Symbol.asyncDispose]();
clearTimeout(patience);
Deno.exit(0);
