/** The store that a notebook works with. */
import type { Db } from "mongodb";
import { connect } from "../mongo/connect.ts";
import { type Access, completeEarlier, databaseUri } from "../mongo/database.ts";
import { reachLoopbackDirectly } from "../servers/no_proxy.ts";
import { printable } from "../base/text/printable.ts";
import { tellRefusals } from "../mongo/tell_refusals.ts";
import { readSettings, type Settings } from "../base/settings.ts";

/** The store that a notebook works with. */
export interface OpenStore {
  readonly db: Db;
  readonly settings: Settings;
}

// deno-lint-ignore no-console -- which is the notebook's
const say = (notice: string) => console.log(printable(notice));

/**
 * Connects a notebook to the store that the tasks use too, and starts it if need be; the connection
 * ends with the kernel. A document that is refused is told with its reason.
 */
export async function openStore(access: Access = "owner"): Promise<OpenStore> {
  reachLoopbackDirectly(); // also in a Jupyter that is not ours
  const settings = readSettings(Deno.env.toObject());
  const uri = await databaseUri(settings, access, say);
  const { db } = await connect(uri, settings.database);
  await completeEarlier(settings, access, db, say);
  tellRefusals(db);
  const name = `the store ${settings.database}`; // shown in place of its settings, which hold passwords
  return { db, settings, ...{ [Symbol.for("Deno.customInspect")]: () => name } };
}
