/** The examination of the ports that tasks listen on. */
import { DzError } from "../../lib/base/errors.ts";
import { embeddedOptions } from "../../lib/mongo/database.ts";
import { embeddedStatus } from "../../lib/mongo/server/embedded.ts";
import { loadEmbedded } from "../../lib/mongo/server/set_files.ts";
import { isFree } from "../../lib/servers/ports.ts";
import type { Settings } from "../../lib/base/settings.ts";
import type { Examination } from "./examination.ts";

/** Where the dashboard listens if nothing else is said. JupyterLab takes the next that is free. */
const dashboardPort = 8000;

/** The ports on loopback that tasks listen on. */
export const ports: Examination = {
  name: "ports",
  fix: "stop the program that listens there; the dashboard takes another with --port 8001",
  async look(settings) {
    const found = [await dashboard(), await replicaSet(settings)];
    const taken = found.filter(({ ok }) => !ok);
    if (taken.length > 0) throw new DzError(taken.map(({ text }) => text).join("; "));
    return found.map(({ text }) => text).join("; ");
  },
};

async function dashboard() {
  if (isFree(dashboardPort)) {
    return { ok: true, text: `${dashboardPort} is free for the dashboard` };
  }
  const signal = AbortSignal.timeout(2000);
  const health = await fetch(`http://127.0.0.1:${dashboardPort}/healthz`, { signal })
    .then((response) => response.json()).catch(() => undefined);
  return health && "following" in health
    ? { ok: true, text: `the dashboard runs on ${dashboardPort}` }
    : { ok: false, text: `another program listens on ${dashboardPort}, the dashboard's` };
}

async function replicaSet(settings: Settings) {
  if (settings.mongodbUri) return { ok: true, text: "MONGODB_URI needs none" };
  const { dir } = embeddedOptions(settings);
  const set = await loadEmbedded(dir);
  if (!set) return { ok: true, text: "the replica set chooses its own" };
  const { running } = await embeddedStatus(dir);
  if (running) return { ok: true, text: `the replica set runs on ${set.ports.join(", ")}` };
  const taken = set.ports.filter((port) => !isFree(port));
  return {
    ok: true,
    text: taken.length === 0
      ? `${set.ports.join(", ")} are free for the replica set`
      : `another program listens on ${
        taken.join(", ")
      }, in place of which the replica set takes others`,
  };
}
