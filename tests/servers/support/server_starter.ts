/** Starts a server that outlives it, on the port and with the record that the arguments name; prints its number. */
import { print } from "../../../lib/base/print.ts";
import { accepts } from "../../../lib/servers/ports.ts";
import { startServer } from "../../../lib/servers/start_server.ts";

const [port = "", record = ""] = Deno.args;
const pid = await startServer({
  name: "a server",
  program: Deno.execPath(),
  args: [
    "eval",
    "--no-config",
    `Deno.serve({ port: ${port}, hostname: "127.0.0.1" }, () => new Response())`,
  ],
  detached: true,
  record,
  log: `${record}.log`,
  isReady: () => accepts(Number(port)),
  timeout_ms: 30_000,
});
print(`${pid}`);
