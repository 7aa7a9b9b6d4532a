/** Serves the dashboard in a process of its own, which may do nothing else. */
import { fileURLToPath } from "node:url";
import type { ClientNeeds } from "../../lib/mongo/client_needs.ts";
import { startGuard } from "../../lib/servers/guard.ts";
import { childFlags } from "./child_flags.ts";
import { type Handover, handoverText } from "./handover.ts";

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
 * @param signal ends it
 * @returns how it has ended, see {@link childExits} for by itself
 */
export async function serveInChild(
  handover: Handover,
  needs: Pick<ClientNeeds, "servers" | "files">,
  signal?: AbortSignal,
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
  const guard = startGuard(); // which ends it when this process ends, however it does
  guard.watch(child.pid);
  const end = () => child.kill("SIGKILL");
  signal?.addEventListener("abort", end);
  try {
    const text = new Blob([handoverText(handover)]).stream();
    await text.pipeTo(child.stdin).catch(() => {}); // it has ended already
    return await child.status;
  } finally {
    signal?.removeEventListener("abort", end);
    await guard.end();
  }
}
