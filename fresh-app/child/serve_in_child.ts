/** Serves the dashboard in a process of its own, which may do nothing else. */
import { fileURLToPath } from "node:url";
import type { ClientNeeds } from "../../lib/mongo/client_needs.ts";
import { childFlags } from "./child_flags.ts";
import { type Handover, handoverLine } from "./handover.ts";

/** What Deno itself needs of the environment: where its cache is, whom it trusts, how it writes. */
const handedOn = [
  ...["HOME", "DENO_DIR", "XDG_CACHE_HOME", "USERPROFILE", "LOCALAPPDATA", "SystemRoot", "TMPDIR"],
  ...["DENO_CERT", "DENO_TLS_CA_STORE", "SSL_CERT_FILE", "SSL_CERT_DIR", "NODE_EXTRA_CA_CERTS"],
  ...["NO_COLOR", "TZ"],
];

/**
 * Starts that process, which writes where this one does.
 *
 * @param needs to which servers it may connect
 * @returns how it has ended, see {@link childExits} for by itself
 */
export async function serveInChild(
  handover: Handover,
  needs: ClientNeeds,
): Promise<Deno.CommandStatus> {
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      ...childFlags(handover.address, needs),
      fileURLToPath(new URL("main.ts", import.meta.url)),
    ],
    clearEnv: true,
    env: Object.fromEntries(
      handedOn.flatMap((name) => {
        const value = Deno.env.get(name);
        return value === undefined ? [] : [[name, value]];
      }),
    ),
    stdin: "piped",
    stdout: "inherit",
    stderr: "inherit",
  }).spawn();
  // It stays open: when this process ends, however it does, it closes, and the child ends.
  const input = child.stdin.getWriter();
  const line = new TextEncoder().encode(handoverLine(handover));
  await input.write(line).catch(() => {}); // it has ended
  return await child.status;
}
